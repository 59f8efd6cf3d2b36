// The pages may not make code out of text (Content-Security-Policy), and zod would try when the schemas of `contract` are made.
// This file is the first import of all.
import { config } from "zod";

config({ jitless: true });
