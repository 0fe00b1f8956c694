// Run by Node on its own: makes a database in the folder that is its argument.
import { PGlite } from "@electric-sql/pglite";

const [, , folder = ""] = process.argv;
const database = await PGlite.create(folder, { postgresqlconf: ["shared_buffers = 4MB"] });
await database.close();
process.exit(); // Its worker threads would keep it.
