package io.nerest.standalone.backup;

import java.util.List;
import java.util.Map;

/**
 * The copy of a service's database schema.
 *
 * @param name of the schema, which is the name of the service
 * @param migrations that had made the schema, in the order of their versions
 * @param tables in an order in which rows refer only to earlier tables
 * @param sequences last values that were used, by name
 */
record SchemaCopy(String name, List<AppliedMigration> migrations, List<TableCopy> tables, Map<String, Long> sequences) {
    SchemaCopy {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = Map.copyOf(sequences);
    }

    /**
     * A migration of a schema.
     *
     * @param checksum of its statements
     */
    record AppliedMigration(String version, int checksum) {}

    /**
     * The rows of a table, in PostgreSQL's text format of COPY, compressed by gzip.
     *
     * @param sha256 of the uncompressed rows, in hexadecimal
     */
    record TableCopy(String name, List<String> columns, long rows, String sha256) {
        static final String EXTENSION = ".copy.gz";

        TableCopy {
            columns = List.copyOf(columns);
        }

        String fileName() {
            return name + EXTENSION;
        }
    }
}
