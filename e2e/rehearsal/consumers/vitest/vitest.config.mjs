// Without a file here vitest 3 would take one of a folder above.
export default {};
