// The pose library reports its use to its maker once a minute and when it is closed. Nothing about a
// patient's exercise leaves this app, so while the library runs, requests reach only the app itself.

/** Keeps `scope.fetch` at home; the answer gives the old one back. */
export function keepHome(scope) {
  const before = scope.fetch;
  const guarded = function (resource, options) {
    const url = new URL(resource?.url ?? resource, scope.location.href);
    if (url.origin === scope.location.origin || url.protocol === "blob:" || url.protocol === "data:") {
      return before.call(scope, resource, options);
    }
    return Promise.reject(new TypeError("Only this app is asked"));
  };
  scope.fetch = guarded;
  return () => {
    if (scope.fetch === guarded) scope.fetch = before;
  };
}
