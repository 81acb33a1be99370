package io.nerest.standalone.backup;

import io.nerest.standalone.stack.Installation;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Makes empty schemas as the services do, from the migrations in the services' jars. */
final class SchemaMigrations {
    private final Installation installation;
    private final DatabaseAddress address;

    SchemaMigrations(Installation installation, DatabaseAddress address) {
        this.installation = installation;
        this.address = address;
    }

    /**
     * Makes the schema of a copy, without rows.
     *
     * @throws IOException if a migration is missing or fails
     */
    void apply(SchemaCopy copy) throws IOException {
        MigrationVersion newest = copy.migrations().stream()
                .map(migration -> MigrationVersion.fromVersion(migration.version()))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IOException("the backup's schema " + copy.name() + " has no migrations"));
        try (URLClassLoader jars =
                new URLClassLoader(jars(copy.name()), getClass().getClassLoader())) {
            Flyway.configure(jars)
                    .dataSource(address.url(), address.user(), address.password())
                    .schemas(copy.name())
                    .defaultSchema(copy.name())
                    .createSchemas(true)
                    .locations("classpath:db/messaging", "classpath:db/migration")
                    .outOfOrder(true)
                    .target(newest)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IOException("schema " + copy.name() + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The jar of a service and those of our libraries beside it. */
    private URL[] jars(String schema) throws IOException {
        Path application = installation
                .serviceJar(schema.equals("console") ? schema : schema + "-service")
                .resolveSibling("app");
        Path libraries = application.resolveSibling("lib").resolve("main");
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> own = Files.list(application);
                Stream<Path> others = Files.list(libraries)) {
            List<Path> found = Stream.concat(
                            own,
                            others.filter(jar -> jar.getFileName().toString().startsWith("io.nerest.")))
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .toList();
            for (Path jar : found) {
                urls.add(jar.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
