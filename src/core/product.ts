/** Where this product lives; callers name its workflows and actions by it. */
export const product = "switchyard-dev/switchyard";
