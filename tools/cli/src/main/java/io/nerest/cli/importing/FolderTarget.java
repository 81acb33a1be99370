package io.nerest.cli.importing;

import io.nerest.formats.DataSetFolder;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Writes frames into a folder that {@code nerest curriculum} and {@code nerest active} read: {@code images/unlabeled} and
 * {@code times.csv} with stream and time of each frame.
 */
final class FolderTarget implements FrameTarget {
    private final Path images;
    private final Path times;
    private final String stream;

    FolderTarget(Path folder, String stream) throws IOException {
        this.images = folder.resolve("images/unlabeled");
        this.times = images.resolve("times.csv");
        this.stream = stream;
        Files.createDirectories(images);
        if (!Files.exists(times)) {
            Files.writeString(times, "file,stream,captured_at\n");
        }
    }

    @Override
    public Optional<String> add(FieldFrame frame) throws IOException {
        try {
            ImageLimits.DEFAULT.check(ImageHeader.read(frame.file(), ImageLimits.DEFAULT.maxBytes()));
        } catch (ImageRejectedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        Path target = images.resolve(frame.name());
        for (int number = 2; Files.exists(target); number++) {
            if (Files.mismatch(frame.file(), target) < 0) {
                return Optional.empty();
            }
            target = images.resolve(numbered(frame.name(), number));
        }
        String name = String.valueOf(target.getFileName());
        Path part = images.resolve(name + ".part");
        Files.deleteIfExists(part);
        DataSetFolder.place(frame.file(), part, false);
        Files.writeString(
                times,
                "\"%s\",%s,%s\n".formatted(name.replace("\"", "\"\""), stream, frame.capturedAt()),
                StandardOpenOption.APPEND);
        Files.move(part, target);
        return Optional.empty();
    }

    /** Another card may have another image of the same name. */
    private static String numbered(String name, int number) {
        String stem = AnnotatedImage.stem(name);
        return stem + "-" + number + name.substring(stem.length());
    }

    @Override
    public void close() {
        // every frame is complete
    }
}
