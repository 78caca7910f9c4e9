import { createContext, use } from 'react';
import { createFormat, type Format } from './format.ts';

export const FormatContext = createContext<Format>(createFormat('en'));

export function useFormat(): Format {
  return use(FormatContext);
}
