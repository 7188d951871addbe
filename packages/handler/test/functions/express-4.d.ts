/** The types of version 5: those that the tests use are the same. */
declare module "express-4" {
  import express from "express";

  export default express;
}
