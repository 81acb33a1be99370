package io.nerest.video.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
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

    /** The same in a local repository, in a folder of libraries without their groups, or in a folder of classes. */
    private static final Pattern MODULES =
            Pattern.compile("[/\\\\.](video|images|vision|system|bytedeco|javacpp|javacv|ffmpeg|opencv|openblas"
                    + "|metadata-extractor|xmpcore|okhttp[0-9]?|okio|okio-jvm|kotlin-stdlib)[/\\\\.-]");

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
        return partOf(System.getProperty("java.class.path"));
    }

    /** Returns the needed entries of a class path, or all if they are inside of one jar. */
    static String partOf(String classPath) {
        String part = Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> MODULES.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
        return part.contains("video") ? part : classPath;
    }

    private static String of(Path folder) {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> NEEDED.stream()
                            .anyMatch(part -> jar.getFileName().toString().contains(part)))
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
