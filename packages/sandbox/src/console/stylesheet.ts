/** How the console looks: light and dark, from a phone's width on. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1d2330, #e8eaf0);
  --quiet: light-dark(#565f73, #a9b1c3);
  --page: light-dark(#f5f6f9, #14171e);
  --card: light-dark(#ffffff, #1d212b);
  --line: light-dark(#d4d9e3, #363d4c);
  --blue: light-dark(#0b57b0, #8dbcf7);
  --bar: light-dark(#0d3f86, #0f2c57);
  --good: light-dark(#e5f3e8, #16301e);
  --bad: light-dark(#fdeaea, #3d1b1d);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding: .6rem 1.25rem; background: var(--bar); color: #fff; }
.bar p, .bar form { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: center; }
.bar a { color: inherit; text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.bar :focus-visible { outline-color: #fff; }
.bar button { background: transparent; border-color: #fff; color: #fff; }
.columns { display: flex; align-items: flex-start; }
.columns > nav { flex: 0 0 14rem; padding: 1rem 0 2rem 1.25rem; }
.columns > nav p { margin: 1rem 0 .25rem; font-size: .875rem; font-weight: 600; color: var(--quiet); }
.columns > nav ul { list-style: none; margin: 0; padding: 0; }
.columns > nav a { display: block; padding: .25rem .75rem; border-radius: .25rem; color: inherit; text-decoration: none; }
.columns > nav a:hover { text-decoration: underline; }
.columns > nav a[aria-current] { background: var(--card); color: var(--blue); font-weight: 600; box-shadow: inset 3px 0 var(--blue); }
main { flex: 1; min-width: 0; max-width: 76rem; padding: 1.25rem; }
main.alone { max-width: 42rem; margin: 0 auto; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1.15rem; }
small { color: var(--quiet); font-size: .875rem; font-weight: 400; }
section, .counts li, dl { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; margin: 1rem 0; }
section.steps { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: flex-start; }
.notice { margin: 0 0 1rem; padding: .6rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--blue); border-radius: .25rem; }
.notice[role=status] { background: var(--good); border-left-color: light-dark(#1c7a36, #6fce8a); }
.notice.problem { background: var(--bad); border-left-color: light-dark(#b3261e, #ff9d97); }
.way { margin: 0 0 .25rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: .75rem 1.5rem; }
dt { font-size: .875rem; color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem; list-style: none; margin: 1rem 0; padding: 0; }
.counts li { margin: 0; padding: 0; }
.counts a { display: block; padding: .75rem 1rem; color: inherit; text-decoration: none; }
.counts a:hover { text-decoration: underline; }
.counts b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--blue); }
.table { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
section .table { border: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .55rem .9rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-size: .875rem; color: var(--quiet); white-space: nowrap; }
td { min-width: 6rem; max-width: 24rem; overflow-wrap: break-word; }
tbody tr:last-child td { border-bottom: 0; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.count { color: var(--quiet); }
.pager { display: flex; gap: 1rem; margin: 1rem 0; }
label { font-weight: 600; }
input, select, button { font: inherit; font-weight: 400; color: inherit; background: var(--card); border: 1px solid light-dark(#7a8398, #7d879c); border-radius: .25rem; padding: .35rem .65rem; min-height: 2.25rem; max-width: 100%; }
button, summary { cursor: pointer; }
button.main { background: light-dark(#0b57b0, #1d62b8); border-color: transparent; color: #fff; font-weight: 600; }
button.danger { background: #b3261e; border-color: transparent; color: #fff; font-weight: 600; }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 1rem; }
.search input { width: 22rem; }
.fields { display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; max-width: 32rem; }
.fields label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .25rem; }
.members { list-style: none; margin: 0 0 1rem; padding: 0; }
.members li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: center; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.members form { margin: 0; }
.members span { min-width: 0; overflow-wrap: anywhere; }
summary { display: inline-block; list-style: none; padding: .35rem .65rem; min-height: 2.25rem; border: 1px solid light-dark(#7a8398, #7d879c); border-radius: .25rem; }
summary::-webkit-details-marker { display: none; }
section > :last-child { margin-bottom: 0; }
pre { overflow: auto; max-height: 40rem; font-size: .875rem; padding: .75rem; background: var(--page); }
@media (max-width: 46rem) {
  .columns { display: block; }
  .columns > nav { padding: .5rem .5rem 0; display: flex; flex-wrap: wrap; }
  .columns > nav p { display: none; }
  .columns > nav ul { display: contents; }
  main { padding: 1rem; }
}
`;
