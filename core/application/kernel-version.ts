/** Version of the kernel, as plugins' `requires: { core: … }` and the API's description name it. */
export const KERNEL_VERSION = '0.1.0';
