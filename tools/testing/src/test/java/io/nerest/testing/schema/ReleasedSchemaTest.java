package io.nerest.testing.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.testing.schema.ReleasedSchema.Column;
import io.nerest.testing.schema.ReleasedSchema.Table;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleasedSchemaTest {
    private static final Column ID = new Column("uuid", true, false);
    private static final Column NOTE = new Column("text", false, false);
    private static final Column AT = new Column("timestamp with time zone", true, true);
    private static final ReleasedSchema BEFORE = schema(Map.of("id", ID, "note", NOTE, "at", AT), "PRIMARY KEY (id)");

    private static ReleasedSchema schema(Map<String, Column> columns, String... rules) {
        return new ReleasedSchema(Map.of("frame", new Table(columns, Set.of(rules))));
    }

    @Test
    void newTablesOptionalColumnsAndFilledColumnsBreakNothing() {
        ReleasedSchema later = new ReleasedSchema(Map.of(
                "frame",
                new Table(
                        Map.of(
                                "id",
                                ID,
                                "note",
                                NOTE,
                                "at",
                                AT,
                                "tool",
                                NOTE,
                                "count",
                                new Column("integer", true, true)),
                        Set.of("PRIMARY KEY (id)")),
                "trace",
                new Table(Map.of("id", ID), Set.of("PRIMARY KEY (id)"))));

        assertThat(BEFORE.brokenBy(later)).isEmpty();
    }

    @Test
    void everyChangeThatStatementsOfThePreviousReleaseDoNotSurviveIsFound() {
        assertThat(BEFORE.brokenBy(new ReleasedSchema(Map.of()))).containsExactly("table frame is gone");
        assertThat(BEFORE.brokenBy(schema(Map.of("id", ID, "at", AT), "PRIMARY KEY (id)")))
                .containsExactly("frame.note is gone");
        assertThat(BEFORE.brokenBy(schema(
                        Map.of("id", new Column("text", true, false), "note", NOTE, "at", AT), "PRIMARY KEY (id)")))
                .containsExactly("frame.id was uuid and is text");
        assertThat(BEFORE.brokenBy(
                        schema(Map.of("id", ID, "note", new Column("text", true, true), "at", AT), "PRIMARY KEY (id)")))
                .containsExactly("frame.note could be absent and must have a value now");
        assertThat(BEFORE.brokenBy(schema(
                        Map.of("id", ID, "note", NOTE, "at", new Column(AT.type(), true, false)), "PRIMARY KEY (id)")))
                .containsExactly("frame.at was filled by itself and is not any more");
        assertThat(BEFORE.brokenBy(schema(Map.of("id", ID, "note", NOTE, "at", AT, "tool", ID), "PRIMARY KEY (id)")))
                .containsExactly("frame.tool is new and must have a value that old inserts do not name");
        assertThat(BEFORE.brokenBy(
                        schema(Map.of("id", ID, "note", NOTE, "at", AT), "PRIMARY KEY (id)", "UNIQUE (note)")))
                .containsExactly("frame has a new rule that old rows or inserts may break: UNIQUE (note)");
    }
}
