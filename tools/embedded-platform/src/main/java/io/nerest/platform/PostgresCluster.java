package io.nerest.platform;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Creates PostgreSQL data directories. A kill at any moment leaves no incomplete one. */
final class PostgresCluster {
    private final PostgresPrograms programs;

    PostgresCluster(PostgresPrograms programs) {
        this.programs = programs;
    }

    /** Creates a cluster with {@code initdb}, which writes all its files to the disk. */
    void create(Path dataDir) throws IOException, InterruptedException {
        Path unfinished = unfinished(dataDir);
        initialise(unfinished, true);
        Files.move(unfinished, dataDir, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Creates a cluster as a copy of a template, which is faster than {@code initdb} but may not survive a power failure. */
    void copy(Path template, Path dataDir) throws IOException, InterruptedException {
        if (!Files.isDirectory(template)) {
            createTemplate(template);
        }
        Path unfinished = unfinished(dataDir);
        Folders.copy(template, unfinished);
        Files.move(unfinished, dataDir, StandardCopyOption.ATOMIC_MOVE);
    }

    private void createTemplate(Path template) throws IOException, InterruptedException {
        Path parent = Files.createTempDirectory(template.getParent(), "cluster-");
        try {
            initialise(parent.resolve("pgdata"), false);
            Files.move(parent.resolve("pgdata"), template, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process has created the template in the meantime.
        } finally {
            Folders.delete(parent);
        }
    }

    private static Path unfinished(Path dataDir) throws IOException {
        Path unfinished = dataDir.resolveSibling("pgdata.unfinished");
        Folders.delete(unfinished);
        return unfinished;
    }

    private void initialise(Path dataDir, boolean sync) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--pgdata=" + dataDir,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions"));
        if (!sync) {
            options.add("--no-sync");
        }
        programs.run("initdb", options);
    }
}
