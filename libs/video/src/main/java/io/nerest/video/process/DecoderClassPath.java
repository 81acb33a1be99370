package io.nerest.video.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of decoder processes: the libraries of this process that decoding needs. */
final class DecoderClassPath {
    /** Parts of file names. A shorter class path starts faster. */
    private static final List<String> NEEDED = List.of(
            "io.nerest.video",
            "io.nerest.images",
            "io.nerest.vision",
            "io.nerest.system",
            "org.bytedeco.",
            "metadata-extractor",
            "xmpcore",
            "okhttp",
            "okio",
            "kotlin-stdlib");

    private DecoderClassPath() {}

    /** Returns the class path of this process, or in a packaged service a part of its library folder. */
    static String current() {
        CodeSource source = DecoderClassPath.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            try {
                Path folder = Path.of(source.getLocation().toURI()).getParent();
                if (folder != null && folder.endsWith(Path.of("lib", "main"))) {
                    return of(folder);
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                // Not a file: the class path of this process is used.
            }
        }
        return System.getProperty("java.class.path");
    }

    private static String of(Path folder) {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> NEEDED.stream().anyMatch(part -> jar.getFileName().toString().contains(part)))
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
