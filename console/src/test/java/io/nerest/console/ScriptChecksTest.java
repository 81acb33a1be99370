package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks types and style of the scripts and runs their tests with Deno, which comes as a library; no Node is needed. A text that
 * is missing in one language is a type error. Skipped on platforms for which the build has no Deno.
 */
class ScriptChecksTest {
    private static final Path WORK = Path.of("target", "scripts");
    private static final Path DENO = WORK.resolve("deno");
    private static final String STATIC = "META-INF/resources/_static/";
    private static final Pattern IMPORT = Pattern.compile("\"([^\"]+?)/?\"\\s*:\\s*\"/_static/([^\"]+?)/?\"");

    @BeforeAll
    static void unpack() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeThat(system)
                .as("Deno is included for Linux x86_64 with glibc only, so the scripts are not checked on " + system)
                .isEqualTo("Linux amd64");
        Files.createDirectories(WORK);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.contains("mvnpm") && entry.endsWith(".jar")) {
                unpack(Path.of(entry));
            }
        }
        copy(Path.of("src/main/resources/web"), WORK.resolve("src/main/resources/web"));
        copy(Path.of("src/test/web"), WORK.resolve("src/test/web"));
        Files.copy(Path.of("deno.json"), WORK.resolve("deno.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(DENO.toFile().setExecutable(true)).isTrue();
    }

    /** Unpacks a package to where scripts import it from; the map in the jar has its name. */
    private static void unpack(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path map = files.getPath("META-INF/importmap.json");
            if (!Files.exists(map)) {
                return;
            }
            Matcher names = IMPORT.matcher(Files.readString(map));
            while (names.find()) {
                Path folder = files.getPath(STATIC + names.group(2));
                if (!Files.isDirectory(folder)) {
                    continue;
                }
                Path deno = folder.resolve("deno");
                if (Files.isRegularFile(deno)) {
                    if (!Files.exists(DENO)) {
                        Files.copy(deno, DENO);
                    }
                } else {
                    Path nested = folder.resolve(names.group(1).replaceFirst(".*/", ""));
                    Path target = WORK.resolve("node_modules/" + names.group(1));
                    copy(Files.isDirectory(nested) ? nested : folder, target);
                    unpackTypes(
                            files.getPath("META-INF/.more.tgz"), "resources/_static/" + names.group(2) + "/", target);
                }
            }
        }
    }

    /** The jar keeps what browsers do not need, such as types, in an archive. */
    private static void unpackTypes(Path archive, String prefix, Path target) throws IOException {
        if (!Files.exists(archive)) {
            return;
        }
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName().replace(prefix, "")).normalize();
                if (entry.isFile() && file.startsWith(target) && entry.getName().endsWith(".ts")) {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try (InputStream content = Files.newInputStream(file)) {
                    Files.createDirectories(target.toAbsolutePath().getParent());
                    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String deno(int code, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(DENO.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "NO_COLOR", "1",
                        "DENO_DIR", WORK.resolve("cache").toAbsolutePath().toString(),
                        "DENO_NO_UPDATE_CHECK", "1"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(code);
        return output;
    }

    private static String[] scripts(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        try (Stream<Path> files = Files.walk(WORK.resolve("src"))) {
            files.filter(file -> file.toString().endsWith(".ts"))
                    .map(file -> WORK.relativize(file).toString())
                    .sorted()
                    .forEach(command::add);
        }
        return command.toArray(String[]::new);
    }

    @Test
    void allScriptsHaveValidTypes() throws Exception {
        assertThat(deno(0, scripts("check", "--no-remote"))).contains("index.ts");
    }

    @Test
    void aTextThatIsMissingInRussianDoesNotCompile() throws Exception {
        Path russian = WORK.resolve("src/main/resources/web/app/i18n/ru.ts");
        String complete = Files.readString(russian);
        Path incomplete = russian.resolveSibling("incomplete.ts");
        Files.writeString(incomplete, complete.replaceFirst("    signOut: .*\n", ""));
        try {
            assertThat(deno(
                            1,
                            "check",
                            "--no-remote",
                            WORK.relativize(incomplete).toString()))
                    .contains("Property 'signOut' is missing");
        } finally {
            Files.delete(incomplete);
        }
    }

    @Test
    void allScriptsFollowTheRulesOfTheLinter() throws Exception {
        assertThat(deno(0, "lint", "src")).contains("Checked");
    }

    @Test
    void theTestsOfTheScriptsPass() throws Exception {
        assertThat(deno(0, "test", "--no-remote", "--no-check", "src/test/web")).contains(" 0 failed");
    }
}
