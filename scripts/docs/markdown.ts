/** How Markdown becomes HTML here: anchors, colours of code, tables and code that scroll by themselves. */

import type { Markdown, Token } from '@11ty/eleventy';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import go from 'highlight.js/lib/languages/go';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { type Snippet, snippetOf } from './snippets.ts';

const languages = { sh: bash, go, http, ini, java, json, nginx, python, ts: typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** The anchor of a heading, as GitHub makes it, so that links work in both places. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** Code with colours, in a box that scrolls by itself, also by the keyboard. */
export const codeBlock = (markdown: Markdown, text: string, language = ''): string => {
  const code =
    language in languages ? hljs.highlight(text, { language }).value : markdown.utils.escapeHtml(text);
  return `<pre tabindex="0"><code>${code}</code></pre>\n`;
};

const addAnchors = ({ tokens }: { tokens: Token[] }): void => {
  const taken = new Map<string, number>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const anchor = anchorOf((tokens[index + 1]?.content ?? '').replaceAll('`', ''));
    const before = taken.get(anchor) ?? 0;
    taken.set(anchor, before + 1);
    token.attrSet('id', before === 0 ? anchor : `${anchor}-${before}`);
  });
};

/** A heading of a table that says nothing is none, to those who have the page read to them. */
const dropEmptyHeadings = ({ tokens }: { tokens: Token[] }): void => {
  tokens.forEach((token, index) => {
    const isEmpty = token.type === 'th_open' && tokens[index + 1]?.content === '';
    for (const each of isEmpty ? [token, tokens[index + 2]] : []) if (each) each.tag = 'td';
  });
};

const columnsOf = (tokens: readonly Token[], table: number): number => {
  const end = tokens.findIndex(({ type }, index) => index > table && type === 'thead_close');
  return tokens.slice(table, end).filter(({ type }) => type === 'th_open').length;
};

/** How long the longest word in the first column is. */
const longestWordOf = (tokens: readonly Token[], table: number): number => {
  const end = tokens.findIndex(({ type }, index) => index > table && type === 'table_close');
  const firstCells = tokens.slice(table, end).flatMap(({ type }, index) => {
    // The row, its first cell, and what is in that.
    const cell = tokens[table + index + 2];
    return type === 'tr_open' && cell !== undefined ? [cell.content.replaceAll('`', '')] : [];
  });
  return Math.max(
    ...firstCells
      .join(' ')
      .split(/\s+/)
      .map((word) => word.length),
  );
};

/** The classes of a table, by which the style sheet knows how to show it, above all on a small screen. */
const classesOf = (columns: number, longestWord: number): string => {
  if (columns > 3) return 'many';
  if (longestWord > 60) return 'three long';
  return columns === 3 || longestWord > 26 ? 'three' : 'two';
};

/** Teaches markdown-it the ways of the site; each block of commands is told to `found`. */
export const amend = (markdown: Markdown, found: (snippet: Snippet) => void): void => {
  const { rules } = markdown.renderer;
  markdown.core.ruler.push('anchors', addAnchors);
  markdown.core.ruler.push('headings of tables', dropEmptyHeadings);
  rules.fence = (tokens, index, _options, env) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    const snippet = snippetOf(env.page?.fileSlug || 'index', info, content);
    if (snippet !== undefined) found(snippet);
    return codeBlock(markdown, content.trimEnd(), info.split(' ')[0]);
  };
  rules.table_open = (tokens, index) =>
    `<div class="table" tabindex="0">\n<table class="${classesOf(columnsOf(tokens, index), longestWordOf(tokens, index))}">\n`;
  rules.table_close = () => '</table>\n</div>\n';
};
