package io.nerest.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of the embedded platform in this repository. */
final class PlatformClassPath {
    private PlatformClassPath() {}

    /** The class path of the platform's processes, looked for from the working folder upwards. */
    static String find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path module = folder.resolve("tools/embedded-platform");
            if (Files.isRegularFile(module.resolve("pom.xml"))) {
                return of(folder, module);
            }
        }
        throw new IllegalStateException(
                "no folder tools/embedded-platform above " + Path.of("").toAbsolutePath());
    }

    private static String of(Path root, Path module) {
        Path classes = module.resolve("target/classes");
        Path jars = module.resolve("target/lib");
        if (!Files.isDirectory(classes) || !Files.isDirectory(jars)) {
            throw new IllegalStateException(
                    "the embedded platform is not built: run mvn -pl tools/embedded-platform process-classes");
        }
        Path system = root.resolve("libs/system/target/classes");
        return String.join(
                File.pathSeparator,
                classes.toString(),
                system.toString(),
                jars.resolve("*").toString());
    }
}
