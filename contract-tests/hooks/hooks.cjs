// Dredd loads hooks from a file only, by require, and hides it when that fails. So this one just hands over those of the
// lane, which came with the configuration; the lane counts its calls.
const hooks = require('hooks');

const { beforeEach, beforeEachValidation, afterEach } = hooks.configuration.custom.hooks;
hooks.beforeEach(beforeEach);
hooks.beforeEachValidation(beforeEachValidation);
hooks.afterEach(afterEach);
