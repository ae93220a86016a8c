import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { escapeHtml, scriptJson, scriptText } from '../../../reports/render/escape.ts';

const HOSTILE = '</script><!-- "quoted" & \u2028 \u2029';

describe('escaping', () => {
  it('keeps JSON within its script element, with the same content', () => {
    const text = scriptJson({ text: HOSTILE });
    expect(text).not.to.match(/[<\u2028\u2029]/);
    expect(JSON.parse(text)).to.deep.equal({ text: HOSTILE });
  });

  it('keeps scripts within theirs, with the same texts', () => {
    const script = `const texts = ['</script>', '<!--', '</SCRIPT'];\n//# sourceMappingURL=x.map`;
    const escaped = scriptText(script);
    expect(escaped).not.to.match(/<\/script|<!--|sourceMappingURL/i);
    expect(runInNewContext(`${escaped}\ntexts.join()`)).to.equal(['</script>', '<!--', '</SCRIPT'].join());
  });

  it('keeps text out of markup', () => {
    expect(escapeHtml(`<b title="x">'&`)).to.equal('&lt;b title=&quot;x&quot;&gt;&#39;&amp;');
  });
});
