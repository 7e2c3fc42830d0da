// The pose library can report its use to its maker. The app takes that out of the library it serves;
// this is the second wall: nothing about a patient's exercise leaves the app, whatever it runs.

/** From now on `scope.fetch` asks nobody but this app. */
export function keepHome(scope) {
  const before = scope.fetch;
  scope.fetch = (resource, options) => {
    const url = new URL(resource?.url ?? resource, scope.location.href);
    const own = url.origin === scope.location.origin || ["blob:", "data:"].includes(url.protocol);
    if (own) return before.call(scope, resource, options);
    return Promise.reject(new TypeError("Only this app is asked"));
  };
}
