/** What templates can take over by `{{> name}}`. */
export const PARTIALS = {
  /** Readable on a phone, in daylight and in the dark, with nothing fetched from elsewhere. */
  style: `<style nonce="{{nonce}}">
  :root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --paper: #f1f3f4; --card: #ffffff; --line: #d8dde1; --accent: #06703a; --on-accent: #ffffff; }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e6e9ec; --quiet: #a3adb6; --paper: #101214; --card: #1c2023; --line: #363c42; --accent: #5fd68f; --on-accent: #10231a; }
  }
  * { box-sizing: border-box; }
  body { display: grid; align-items: center; min-height: 100vh; min-height: 100svh; margin: 0; padding: 1rem; background: var(--paper); color: var(--text); font: 1.0625rem/1.6 system-ui, sans-serif; }
  main { width: 100%; max-width: 26rem; margin: 0 auto; padding: 2rem 1.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); text-align: center; text-wrap: balance; }
  h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.3; overflow-wrap: break-word; }
  p { margin: 0 0 1.5rem; }
  p:last-child { margin: 0; }
  img { display: block; width: 14rem; max-width: 100%; height: auto; margin: 0 auto 1rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.75rem; background: #fff; }
  .phrase { display: inline-block; }
  small { color: var(--quiet); font-size: 0.9375rem; }
  a { display: flex; align-items: center; justify-content: center; min-height: 3rem; padding: 0.5rem 1.5rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
  a:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
</style>`,
  /** Asks again when somebody comes back to the page, as they do after a follow. It follows the link with the id go-on. */
  script: `<script nonce="{{nonce}}">
  function goOn() { location.replace(document.getElementById('go-on').href); }
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'visible') goOn(); });
  window.addEventListener('pageshow', function (event) { if (event.persisted) goOn(); });
</script>`,
} as const;
