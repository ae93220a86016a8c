const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, in content and in attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** JSON that may stand in a script element: nothing in it ends the element or a line of a script. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A script that may stand in a script element; what is escaped stands in texts and patterns, where it means the same. */
export const scriptText = (script: string): string =>
  script.replace(/<(?=\/script|!--)/gi, '\\x3c').replace(/^\/\/# sourceMappingURL=.*$/gm, '');
