package io.nerest.cli.importing;

import io.nerest.formats.DataSetFolder;
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
        if (Files.exists(target)) {
            return Optional.empty();
        }
        Path part = images.resolve(frame.name() + ".part");
        Files.deleteIfExists(part);
        DataSetFolder.place(frame.file(), part, false);
        Files.writeString(
                times,
                "\"%s\",%s,%s\n".formatted(frame.name().replace("\"", "\"\""), stream, frame.capturedAt()),
                StandardOpenOption.APPEND);
        Files.move(part, target);
        return Optional.empty();
    }

    @Override
    public void close() {
        // every frame is complete
    }
}
