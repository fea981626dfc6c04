// Starts the mock on a free port of this machine only, and prints the port.
const { createExpressApp } = require("stripe-stateful-mock");

const server = createExpressApp().listen(0, "127.0.0.1", () =>
  console.log(server.address().port)
);
