package io.nerest.console.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.console.session.ConsoleConfig;
import io.nerest.testing.Platform;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.config.MappedConfig;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Over PostgreSQL. */
class LeasesTest {
    private static final String SCHEMA = "console_leases_test";

    private static Leases leases;

    private final List<UUID> frames = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final String anna = "anna-" + UUID.randomUUID();
    private final String annaPage = anna + "/page";
    private final String borisPage = "boris/" + UUID.randomUUID();

    @BeforeAll
    static void migrate() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(SharedPlatform.get().jdbcUrl());
        database.setUser(Platform.DATABASE_USER);
        database.setPassword(Platform.DATABASE_PASSWORD);
        database.setCurrentSchema(SCHEMA);
        Flyway.configure()
                .dataSource(database)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .load()
                .migrate();
        leases = new Leases(database, MappedConfig.defaults(ConsoleConfig.class));
    }

    @Test
    void aFrameIsHandedOutToOneAnnotator() {
        assertThat(leases.take(annaPage, anna, frames, 2)).isEqualTo(frames.subList(0, 2));
        assertThat(leases.take(borisPage, "boris", frames, 3)).isEqualTo(frames.subList(2, 3));
    }

    @Test
    void skippedFramesComeLastAndTheLongestSkippedFirst() {
        leases.take(annaPage, anna, frames, 3);
        leases.skip(frames.get(1), anna);
        leases.skip(frames.get(0), anna);
        assertThat(leases.take(annaPage, anna, frames, 3)).isEqualTo(frames.subList(2, 3));

        leases.labelled(frames.get(2), annaPage);
        List<UUID> open = frames.subList(0, 2);
        assertThat(leases.take(annaPage, anna, open, 3)).containsExactly(frames.get(1), frames.get(0));

        leases.skip(frames.get(1), anna);
        assertThat(leases.take(annaPage, anna, open, 3)).containsExactly(frames.get(0), frames.get(1));
    }

    @Test
    void aSkippedFrameIsFreeForOthers() {
        leases.take(annaPage, anna, frames, 3);
        leases.skip(frames.get(0), anna);
        assertThat(leases.take(borisPage, "boris", frames, 3)).isEqualTo(frames.subList(0, 1));
        assertThat(leases.take(annaPage, anna, frames.subList(0, 1), 3)).isEmpty();
    }

    @Test
    void aLabelledFrameIsHandedOutAgainOnlyIfAPersonChoosesIt() {
        leases.take(annaPage, anna, frames, 1);
        leases.labelled(frames.get(0), annaPage);
        List<UUID> labelled = frames.subList(0, 1);
        assertThat(leases.take(annaPage, anna, labelled, 1)).isEmpty();
        assertThat(leases.take(borisPage, "boris", labelled, 1)).isEmpty();

        assertThat(leases.takeChosen(annaPage, labelled, 1)).isEqualTo(labelled);
        assertThat(leases.takeChosen(borisPage, labelled, 1)).isEmpty();
    }

    @Test
    void aChosenFrameIsHandedOutAlthoughItWasSkipped() {
        leases.take(annaPage, anna, frames, 1);
        leases.skip(frames.get(0), anna);
        assertThat(leases.takeChosen(annaPage, frames, 2)).isEqualTo(frames.subList(0, 2));
    }
}
