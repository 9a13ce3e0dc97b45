/** Nothing: the workplace is used by people, not by plugins. */
export {};
