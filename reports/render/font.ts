import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

const require = createRequire(import.meta.url);

/** The font of charts that are drawn without a browser: the same file on every machine. */
export const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
);

const [regular, bold] = FONT_FILES.map((file) => {
  const font = fontkit.openSync(file);
  if ('fonts' in font) throw new Error(`${file}: a collection of fonts`);
  return font;
});

/** Width of a line of text in pixels. */
export function textWidth(text: string, pixels: number, weight: string | number | undefined): number {
  const font = weight === 'bold' || Number(weight) >= BOLD_WEIGHT ? bold : regular;
  return (font.layout(text).advanceWidth / font.unitsPerEm) * pixels;
}

const BOLD_WEIGHT = 600;
