// Playwright's test runner at its best: in parallel, little said, nothing kept.
export default {
  testMatch: 'api.spec.mjs',
  fullyParallel: true,
  workers: 2,
  reporter: 'dot',
  use: { trace: 'off' },
}
