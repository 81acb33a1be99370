package io.nerest.formats;

import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.AnnotationWriter;
import io.nerest.formats.model.FormatException;
import io.nerest.system.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes data sets into new folders: whole, or not at all. */
public final class DataSetFolder {

    /** Treatment of the image files. */
    public enum Images {
        /** They are copied. */
        COPY,
        /** Hard links are created, or copies where the file system has none. */
        LINK,
        /** Annotations alone are written. */
        NONE
    }

    private DataSetFolder() {}

    /**
     * Writes a data set. It is written beside the folder and then renamed, so that a failure leaves no part of it. Images of
     * several splits that would have the same path in the format get their split's name before their own.
     *
     * @param folder does not exist, or is empty
     * @throws FormatException if the folder holds files, an image is missing, or the format cannot hold the data set
     */
    public static void write(AnnotationSet set, AnnotationFormat format, Path folder, Images images)
            throws IOException {
        requireFree(folder);
        Path target = folder.toAbsolutePath().normalize();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        delete(part);
        try {
            Files.createDirectories(part);
            AnnotationWriter writer = format.writer();
            AnnotationSet written = images == Images.NONE ? set : DistinctImages.of(set, writer);
            writer.write(written, part);
            if (images != Images.NONE) {
                for (AnnotatedImage image : written.images()) {
                    Path path = part.resolve(writer.imagePath(image));
                    if (Files.exists(path)) {
                        // a file system that takes upper and lower case as equal
                        throw new FormatException(
                                "image '" + image.name() + "': another image of the data set has its path; rename one");
                    }
                    place(image, path, images);
                }
            }
            Files.deleteIfExists(target);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(part);
        }
    }

    /**
     * Checks that a folder can take a data set.
     *
     * @throws FormatException if it holds files
     */
    public static void requireFree(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            throw new FormatException(folder + ": is a file; name a new folder");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new FormatException(folder + ": is not empty; name a new folder");
                }
            }
        }
    }

    /**
     * Copies or links an image file.
     *
     * @throws FormatException if the image was not found
     */
    public static void place(AnnotatedImage image, Path target, Images images) throws IOException {
        Path file = image.file()
                .orElseThrow(() -> new FormatException("image '" + image.name()
                        + "' was not found; name its folder by --images, or write annotations alone by"
                        + " --image-files=none"));
        place(file, target, images == Images.LINK);
    }

    /** Links or copies a file; an existing target is kept. */
    public static void place(Path file, Path target, boolean link) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        if (link) {
            try {
                Files.createLink(target, file.toRealPath());
                return;
            } catch (UnsupportedOperationException | IOException noLinks) {
                // another file system: copied
            }
        }
        Files.copy(file, target);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IOException(folder + " cannot be removed: " + FileProblem.reason(e), e);
        }
    }
}
