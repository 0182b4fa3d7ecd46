/// How a report looks: one sheet, for light and dark, wide and narrow.
enum ReportStyle {
  /// The sheet; without `<` and `&`, so that it reads the same as HTML and as XML.
  static let sheet: StaticString = """
    :root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2024; --faint: #5b636b;
      --line: #d8dde2; --panel: #f4f6f8; --accent: #0b62a8; --gain: #0f7b4f; --loss: #b3401a;
      --s0: #0b62a8; --s1: #c2560c; --s2: #0f7b4f; --s3: #9a4d86; --s4: #866400; --s5: #3f7fa6;
      --s6: #a8323e; --s7: #555c64; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14181c; --ink: #e6e9ec;
      --faint: #a2abb4; --line: #353c44; --panel: #1d2329; --accent: #6cb2f0; --gain: #58c795;
      --loss: #f0936b; --s0: #6cb2f0; --s1: #f0936b; --s2: #58c795; --s3: #d99bc8;
      --s4: #d9b64a; --s5: #9bd0ee; --s6: #f08a92; --s7: #b4bcc4; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
    p { margin: .25rem 0 .75rem; }
    .note, caption { color: var(--faint); font-size: .9rem; }
    caption { text-align: start; padding-bottom: .4rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
    dt { color: var(--faint); }
    dd { margin: 0; overflow-wrap: anywhere; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: .4rem .8rem .4rem 0; text-align: start; vertical-align: top;
      border-bottom: 1px solid var(--line); white-space: nowrap; }
    thead th { font-weight: 600; }
    tbody th { font-weight: 500; }
    .best { font-weight: 700; }
    .change { display: block; font-size: .8rem; font-weight: 400; color: var(--faint); }
    .gain { color: var(--gain); } .loss { color: var(--loss); }
    svg { display: block; width: 100%; max-width: 34rem; height: auto; margin: .5rem 0; }
    svg text { font: 11px system-ui, sans-serif; fill: var(--ink); }
    svg .quiet { fill: var(--faint); } svg .rule { stroke: var(--line); }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .5rem 0;
      list-style: none; font-size: .9rem; }
    .swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
      margin-inline-end: .4em; }
    details { margin: .5rem 0; } summary { cursor: pointer; color: var(--accent); }
    .query { background: var(--panel); border-radius: 8px; padding: .75rem 1rem; margin: .6rem 0; }
    .query p { margin: 0; overflow-wrap: anywhere; }
    .asked { font-weight: 600; }
    .found { margin-top: .5rem; display: grid; gap: .6rem;
      grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); }
    .badge { font-size: .8rem; border: 1px solid currentColor; border-radius: 1em;
      padding: 0 .5em; white-space: nowrap; }
    .passage { font-size: .9rem; }
    """
}
