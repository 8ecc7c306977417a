/** What templates can take over by `{{> name}}`. */
export const PARTIALS = {
  /** Readable on a phone, in daylight and in the dark, with nothing fetched from elsewhere. */
  style: `<style nonce="{{nonce}}">
  :root { color-scheme: light dark; --text: #1f2328; --paper: #ffffff; --accent: #06703a; --on-accent: #ffffff; }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e6e9ec; --paper: #16191c; --accent: #5fd68f; --on-accent: #10231a; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--text); font: 1.0625rem/1.6 system-ui, sans-serif; }
  main { max-width: 26rem; margin: 0 auto; padding: 2.5rem 1.25rem; text-align: center; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.3; }
  p { margin: 0 0 1.25rem; }
  img { display: block; width: 15rem; max-width: 100%; height: auto; margin: 0 auto 1.25rem; padding: 0.75rem; background: #fff; border-radius: 0.5rem; }
  a { display: inline-block; min-height: 3rem; padding: 0.625rem 1.5rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
  a:focus-visible { outline: 3px solid var(--text); outline-offset: 3px; }
</style>`,
  /** Asks again when somebody comes back to the page, as they do after a follow. It follows the link with the id go-on. */
  script: `<script nonce="{{nonce}}">
  function goOn() { location.replace(document.getElementById('go-on').href); }
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'visible') goOn(); });
  window.addEventListener('pageshow', function (event) { if (event.persisted) goOn(); });
</script>`,
} as const;
