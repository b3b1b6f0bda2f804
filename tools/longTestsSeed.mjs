/** Gives every property of a long campaign the seed that was printed. */
import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PATCHWARDEN_SEED) });
