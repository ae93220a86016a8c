/** The specification files, put in by the build. */
declare module 'bundled:texts' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
