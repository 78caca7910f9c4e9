import type { Uploader } from '@dawg/client/upload/uploader';
import { useEffect, useState } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { sayProgress } from './say-progress.ts';

/** The last sentence worth saying about the uploads. */
export function useSpokenProgress(uploader: Uploader): string {
  const { uploads } = useMessages();
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    let before = uploader.snapshot();
    return uploader.subscribe(() => {
      const after = uploader.snapshot();
      const said = sayProgress(before, after, uploads.say);
      before = after;
      if (said) setSentence(said);
    });
  }, [uploader, uploads]);
  return sentence;
}
