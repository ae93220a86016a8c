import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';

/** The built site. */
export const SITE = join(PACKAGE, 'out', 'site');
/** What the generator reads: pages of `docs`, and those made for the site alone. */
export const LAID_OUT = join(PACKAGE, 'out', 'site-source');
/** The API's part of it. */
export const API = join(LAID_OUT, 'reference', 'api');
export const API_SIDEBAR = join(API, 'typedoc-sidebar.json');
/** Which file each page was made from. */
export const CONTENTS = join(LAID_OUT, 'contents.json');

export interface Contents {
  /** Place on the site and file of the package, of each page that is one in the repository too. */
  files: [string, string][];
  /** Place and title of each page of keys. */
  keys: [string, string][];
}
