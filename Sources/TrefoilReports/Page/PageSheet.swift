/// How every page looks: one sheet, for light and dark, wide and narrow.
enum PageSheet {
  /// The sheet; without `<`, `>` and `&`, so that it reads the same as HTML and as XML.
  static let sheet: StaticString = """

    :root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2024; --faint: #5b636b;
      --line: #d8dde2; --panel: #f4f6f8; --accent: #0b62a8; --gain: #0f7b4f; --loss: #b3401a;
      --heat: 240 140 20;
      --s0: #0b62a8; --s1: #c2560c; --s2: #0f7b4f; --s3: #9a4d86; --s4: #866400; --s5: #3f7fa6;
      --s6: #a8323e; --s7: #555c64; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14181c; --ink: #e6e9ec;
      --faint: #a2abb4; --line: #353c44; --panel: #1d2329; --accent: #6cb2f0; --gain: #58c795;
      --loss: #f0936b; --heat: 225 120 20; --s0: #6cb2f0; --s1: #f0936b; --s2: #58c795;
      --s3: #d99bc8; --s4: #d9b64a; --s5: #9bd0ee; --s6: #f08a92; --s7: #b4bcc4; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
    p { margin: .25rem 0 .75rem; }
    .note, caption { color: var(--faint); font-size: .9rem; }
    caption { text-align: start; padding-bottom: .4rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
    dt { color: var(--faint); }
    dd { margin: 0; overflow-wrap: anywhere; }
    details { margin: .5rem 0; } summary { cursor: pointer; color: var(--accent); }

    .scroll { overflow-x: auto; margin: .5rem 0; background:
      linear-gradient(to right, var(--paper) 50%, transparent) left / 2rem 100% local,
      linear-gradient(to left, var(--paper) 50%, transparent) right / 2rem 100% local,
      linear-gradient(to right, var(--line), transparent) left / .6rem 100%,
      linear-gradient(to left, var(--line), transparent) right / .6rem 100%;
      background-repeat: no-repeat; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: .35rem 1rem .35rem 0; text-align: start; vertical-align: top;
      border-bottom: 1px solid var(--line); }
    th, .number { white-space: nowrap; }
    thead th { font-weight: 600; color: var(--faint); }
    tbody th { font-weight: 500; }
    .number { text-align: end; }
    .best { font-weight: 700; }
    .change { display: block; font-size: .8rem; font-weight: 400; color: var(--faint); }
    .gain { color: var(--gain); } .loss { color: var(--loss); }
    td bdi { display: inline-block; min-width: 4.5rem; max-width: 24rem;
      overflow-wrap: break-word; }
    th:first-child { position: sticky; left: 0; background: var(--paper); }
    .bar { display: block; width: clamp(2rem, 14vw, 8rem); }
    .bar span { display: block; height: .7rem; margin-top: .4rem; border-radius: .15rem;
      background: rgb(var(--heat)); width: calc(var(--share, 0) * 100%); }
    @media (max-width: 36rem) { table { font-size: .875rem; } th, td { padding-right: .6rem; }
      table.wide::before { content: "Swipe sideways for all columns."; display: block;
        color: var(--faint); white-space: nowrap; }
      td bdi { min-width: 3.5rem; } .bar { width: 2.5rem; } .bar span { margin-top: .3rem; } }

    svg { display: block; width: 100%; max-width: 34rem; height: auto; margin: .5rem 0; }
    svg text { font: 11px system-ui, sans-serif; fill: var(--ink); }
    svg .quiet { fill: var(--faint); } svg .rule { stroke: var(--line); }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .5rem 0;
      list-style: none; font-size: .9rem; }
    .swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
      margin-inline-end: .4em; }

    .query { background: var(--panel); border-radius: 8px; padding: .75rem 1rem; margin: .6rem 0; }
    .query p { margin: 0; overflow-wrap: anywhere; }
    .asked { font-weight: 600; }
    .found { margin-top: .5rem; display: grid; gap: .6rem;
      grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); }
    .badge { font-size: .8rem; border: 1px solid currentColor; border-radius: 1em;
      padding: 0 .5em; white-space: nowrap; }
    .passage { font-size: .9rem; }

    .text { font-size: 1.1rem; line-height: 2; white-space: pre-wrap; overflow-wrap: anywhere;
      background: var(--panel); border-radius: 8px; padding: .6rem 1rem; margin: 0; }
    .text + .note { margin-top: .4rem; }
    .word { color: inherit; text-decoration: none; border-radius: .25rem; padding: .1em 0;
      background: rgb(var(--heat) / calc(var(--share, 0) * .8)); }
    .shared { text-decoration: underline .14em var(--gain); text-underline-offset: .25em; }
    .shared::after { content: attr(data-share); font-size: .6em; vertical-align: super;
      margin-inline-start: .15em; unicode-bidi: isolate; direction: ltr; }
    .aside { font-size: .8em; border: 1px dashed var(--faint); padding: .05em .3em; }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .5rem; }
    .command { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
    .unread { color: var(--faint); text-decoration: line-through; }
    .word:hover, .word:focus-visible, .lit, .word:target { outline: .15em solid var(--accent); }

    """
}
