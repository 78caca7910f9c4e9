import { describe, expect, it } from 'vitest';
import { xmlDocument } from './build-xml.ts';
import { elementOf, elementsOf, parseXml, textOf } from './parse-xml.ts';

describe('reading XML', () => {
  it('gives elements their text, children in order and white space as it was', () => {
    const document = parseXml(
      '<?xml version="1.0"?><A xmlns="urn:x"><B> 1 </B><C/><B>2<D>3</D></B></A>',
      'A',
    );
    expect(elementsOf(document, 'B').map((element) => element.text)).toEqual([' 1 ', '2']);
    expect(textOf(document, 'C')).toBe('');
    expect(elementOf(document, 'E')).toBeUndefined();
  });

  it('decodes the named and numeric references, NUL included', () => {
    expect(parseXml('<A>&lt;&amp;lt;&#65;&#x1F3B5;a&#0;b&#xA;</A>', 'A').text).toBe('<&lt;A🎵a\0b\n');
  });

  it.each([
    ['a document type', '<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>'],
    ['an entity nobody declared', '<A>&x;</A>'],
    ['a bare ampersand', '<A>a & b</A>'],
    ['a code point that does not exist', '<A>&#x110000;</A>'],
    ['CDATA', '<A><![CDATA[x]]></A>'],
    ['another root', '<B/>'],
    ['two roots', '<A/><A/>'],
    ['an element that is not closed', '<A><B></A>'],
    ['a tag that names a prototype', '<A><__proto__>1</__proto__></A>'],
    ['nothing', ''],
    ['no XML', 'hello'],
    ['very deep nesting', '<A>'.repeat(5000) + '</A>'.repeat(5000)],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text, 'A')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  it('refuses an element given twice where one is meant', () => {
    const document = parseXml('<A><B>1</B><B>2</B></A>', 'A');
    expect(() => textOf(document, 'B')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});

describe('writing XML', () => {
  it('escapes markup and control characters, repeats lists and leaves out what is undefined', () => {
    const xml = xmlDocument('A', { B: ['<&>"', 'a\r\nb'], C: undefined, D: { E: 1, F: true } });
    expect(xml).toContain('<B>&lt;&amp;&gt;&quot;</B><B>a&#xd;&#xa;b</B><D><E>1</E><F>true</F></D></A>');
  });

  it('writes what it can read again', () => {
    const text = 'x < y & "z" \r\n\t\u0001 é 🎵';
    expect(parseXml(xmlDocument('A', { B: text }), 'A').children[0]?.text).toBe(text);
  });
});
