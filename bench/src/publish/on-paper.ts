/**
 * Gives a drawn chart its colours, which go with the reader's, and a paper of its own: whoever shows it on a page of the
 * other colour can read it all the same. What it shows is told in words, too.
 */
export function onPaper(svg: string, { title, description }: { title: string; description: string }): string {
  const [, root = '', content = ''] = /^<svg ([^>]*)>(.*)$/s.exec(svg) ?? [];
  return [
    `<svg role="img" ${root}>`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<style>${STYLE}</style>`,
    '<rect width="100%" height="100%" rx="6" fill="var(--paper)"/>',
    `${content.replaceAll(/<(?=g class="mark-)/g, '\n<')}\n`,
  ].join('\n');
}

// Contrast to the paper: ink 12:1, figures and bars 3:1 at least; the three can be told apart by who sees no red or green.
const LIGHT = colours({
  paper: '#ffffff',
  ink: '#1f2328',
  faint: '#d8dee4',
  ours: '#1a7f4b',
  theirs: '#8c959f',
  first: '#0072b2',
  second: '#b35900',
  third: '#8b3d88',
});
const DARK = colours({
  paper: '#0d1117',
  ink: '#e6edf3',
  faint: '#30363d',
  ours: '#3fb968',
  theirs: '#6e7681',
  first: '#56b4e9',
  second: '#e69f00',
  third: '#d38fd0',
});
const STYLE = `:root{${LIGHT}}@media (prefers-color-scheme:dark){:root{${DARK}}}`;

function colours(named: Readonly<Record<string, string>>): string {
  return Object.entries(named)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
