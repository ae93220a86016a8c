import { rmSync } from 'node:fs';
import { build } from 'vitepress';
import { writeApiPages } from './site/api-pages.ts';
import { LAID_OUT, SITE } from './site/layout.ts';
import { layOut } from './site/lay-out.ts';
import { brokenLinks } from './site/broken-links.ts';

/** Builds the site of the documentation into out/site; a link to nowhere, or to no heading, ends it with status 1. */
rmSync(SITE, { recursive: true, force: true });
layOut();
await writeApiPages();
await build(LAID_OUT);
const broken = brokenLinks(SITE, process.env['SITE_BASE'] ?? '/');
for (const { page, target } of broken)
  console.error(`${page}: expected something at ${target}, found nothing`);
if (broken.length > 0) process.exitCode = 1;
