import { convert } from 'html-to-text';
import sanitizeHtml from 'sanitize-html';

const MAX_HTML_CHARS = 2_000_000;
/** Tables for layout nest a dozen deep; beyond this the tags are hostile and only their words are kept. */
const MAX_NESTING = 200;
const SIZE = [/^\d{1,4}(?:\.\d+)?(?:px|pt|em|%)?$/];
const COLOR = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i, /^[a-z]{3,25}$/i];
const WORD = [/^[a-z-]{2,20}$/i, /^\d{3}$/];

const SHOWN: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['a', 'abbr', 'b', 'blockquote', 'br', 'center', 'code', 'dd', 'div', 'dl', 'dt', 'em', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr'],
    ...['i', 'img', 'li', 'ol', 'p', 'pre', 's', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'u', 'ul'],
    ...['caption', 'col', 'colgroup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    font: ['color', 'size'],
    td: ['colspan', 'rowspan', 'align', 'valign', 'width'],
    th: ['colspan', 'rowspan', 'align', 'valign', 'width'],
    table: ['border', 'cellpadding', 'cellspacing', 'width'],
    ol: ['start'],
    '*': ['style', 'dir'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  nestingLimit: MAX_NESTING,
  // Never `url(…)`: a background picture tells its sender that the letter was opened.
  allowedStyles: {
    '*': {
      color: COLOR,
      'background-color': COLOR,
      'font-size': SIZE,
      'font-weight': WORD,
      'font-style': WORD,
      'text-align': WORD,
      'text-decoration': WORD,
      'white-space': WORD,
    },
  },
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'head', 'template', 'svg', 'math', 'object', 'iframe'],
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }) },
  exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs['src'],
};

/**
 * Foreign HTML made fit to be shown: formatting tags only; no scripts, forms, frames, event attributes; no pictures but those inside the
 * letter (`cid:`). Null when it is too large, nested too deeply or unreadable: then show the text.
 */
export function sanitiseHtml(html: string): string | null {
  if (html.length > MAX_HTML_CHARS || isNestedDeeply(html)) return null;
  try {
    return sanitizeHtml(html, SHOWN).trim();
  } catch {
    // The parser of styles has its own opinions on hostile input; a letter without formatting is the answer to all of them.
    return null;
  }
}

/** Tags without an end, and those whose end may be left out. */
const ENDLESS = /^(?:area|base|br|col|dd|dt|hr|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th|thead|tr|wbr)$/;

/** Counts openings against closings of the same tag, which is enough to tell a bomb from a letter with forgotten ends. */
function isNestedDeeply(html: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, closing, name = ''] of html.toLowerCase().matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})/g)) {
    if (ENDLESS.test(name)) continue;
    const before = open.get(name) ?? 0;
    const after = closing ? Math.max(0, before - 1) : before + 1;
    open.set(name, after);
    depth += after - before;
    if (depth > 5 * MAX_NESTING) return true;
  }
  return false;
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ', '&amp;': '&' };

/** Tags taken out in one pass, whatever their order: for HTML that no parser finishes in reasonable time. */
function withoutTags(html: string): string {
  const words: string[] = [];
  let position = 0;
  while (position < html.length) {
    const open = html.indexOf('<', position);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) break;
    words.push(html.slice(position, open));
    const tag = /^<(\/?[a-z!?][a-z0-9]*)/i.exec(html.slice(open, open + 12))?.[1]?.toLowerCase();
    if (tag === undefined) {
      words.push('<');
      position = open + 1;
      continue;
    }
    if (/^(?:br|\/p|\/div|\/tr|\/li|\/h\d)$/.test(tag)) words.push('\n');
    if (/^\/t[dh]$/.test(tag)) words.push(' ');
    const hidden = tag === 'script' || tag === 'style' ? html.indexOf(`</${tag}`, close) : -1;
    position = hidden > 0 ? hidden : close + 1;
  }
  words.push(html.slice(position));
  return words.join('').replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] as string);
}

/** The words of an HTML letter as lines of text. */
export function htmlToPlainText(html: string): string {
  try {
    if (html.length <= MAX_HTML_CHARS && !isNestedDeeply(html)) {
      // A space between cells, or «КП-273» and «10 шт.» become one word.
      return convert(html.replace(/<\/t[dh]>/gi, ' $&'), {
        wordwrap: false,
        selectors: [
          { selector: 'img', format: 'skip' },
          { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
          ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
          { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
        ],
      });
    }
  } catch {
    // Whatever the converter cannot stand, its plain words can still be had.
  }
  return withoutTags(html);
}
