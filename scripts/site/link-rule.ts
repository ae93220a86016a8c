import type { MarkdownRenderer } from 'vitepress';
import { siteLink } from './places.ts';

/**
 * Turns links between files of the repository into links of the site, before the generator looks for dead ones.
 * @param files the file that each page of the site was made from, by the page's place
 */
export function addLinkRule(markdown: MarkdownRenderer, files: ReadonlyMap<string, string>): void {
  markdown.core.ruler.push('links-of-the-repository', ({ tokens, env }) => {
    const file = files.get((env as { relativePath: string }).relativePath);
    // What the API reference links to stands on the site only.
    if (file === undefined) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined;
      const target = name && token.attrGet(name);
      if (name && target) token.attrSet(name, siteLink(file, target));
    }
  });
}
