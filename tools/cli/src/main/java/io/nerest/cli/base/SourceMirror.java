package io.nerest.cli.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A local copy of a source's repository, read and written by the program {@code git}. */
final class SourceMirror {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "txt", "json");

    private final BaseSource source;
    private final Path folder;

    /** @param mirrors folder with one folder per repository, {@code owner+name/repo} */
    SourceMirror(BaseSource source, Path mirrors) {
        this.source = source;
        this.folder = source.mirror(mirrors).toAbsolutePath();
    }

    /** Whether the commit is here. */
    boolean exists() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        Process git = git(List.of("cat-file", "-e", source.commit() + "^{tree}"));
        git.getInputStream().readAllBytes();
        return git.waitFor() == 0;
    }

    /**
     * Fetches the commit, without the history before it.
     *
     * @param server address before {@code owner/name}, such as {@code https://github.com/}
     * @throws IOException if {@code git} is missing or fails; the message holds what it printed
     */
    void fetch(String server) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        run(List.of("init", "--quiet", "--bare", folder.toString()));
        run(List.of("fetch", "--quiet", "--depth", "1", server + source.repository(), source.commit()));
    }

    /**
     * Extracts the wanted images and all labels. Files that exist already are kept.
     *
     * @return the folder with the splits
     * @throws IOException if the commit is not complete
     */
    Path extract(Path into) throws IOException, InterruptedException {
        Path target = into.resolve(source.name());
        Path done = target.resolve(".complete-" + source.commit());
        if (Files.exists(done)) {
            return target;
        }
        List<String> command =
                new ArrayList<>(List.of("archive", "--format=zip", "-0", source.commit() + ":" + source.folder()));
        command.addAll(source.splits());
        Process git = git(command);
        try (InputStream archive = git.getInputStream();
                ZipInputStream zip = new ZipInputStream(archive, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && isWanted(entry.getName())) {
                    write(zip, target, entry.getName());
                }
            }
            // The directory at the archive's end is not read as entries. Git fails if the pipe closes before its end.
            archive.transferTo(OutputStream.nullOutputStream());
        }
        requireSuccess(git, "archive");
        Files.createFile(done);
        return target;
    }

    private boolean isWanted(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(suffix)
                && (suffix.equals("json") || source.wanted().test(name));
    }

    private static void write(InputStream content, Path target, String name) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive holds the file " + name + " outside its folder");
        }
        Files.createDirectories(file.getParent());
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process git = git(command);
        git.getInputStream().readAllBytes();
        requireSuccess(git, command.get(0));
    }

    private void requireSuccess(Process git, String command) throws IOException, InterruptedException {
        if (git.waitFor() != 0) {
            String reason = Files.readString(errors(), StandardCharsets.UTF_8).strip();
            throw new IOException(
                    "git %s failed for %s at %s: %s".formatted(command, source.repository(), source.commit(), reason));
        }
    }

    private Process git(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "--git-dir=" + gitFolder()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectError(errors().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException missing) {
            throw new IOException("the program git cannot be started: install it", missing);
        }
    }

    /** A clone with a work tree keeps its objects in a folder of their own. */
    private Path gitFolder() {
        Path inside = folder.resolve(".git");
        return Files.isDirectory(inside) ? inside : folder;
    }

    private Path errors() {
        return folder.resolveSibling("git-errors.txt");
    }
}
