package io.nerest.formats.model;

import io.nerest.vision.image.ImageHeader;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the image files of a data set, and their sizes.
 *
 * @param folders searched in this order
 */
public record ImageFinder(List<Path> folders) {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif");

    public ImageFinder {
        folders = folders.stream().distinct().toList();
    }

    /** The folders of usual layouts in which an annotation file's images are, after folders that the user named. */
    public static ImageFinder around(Path folder, Split split, List<Path> named) {
        List<Path> candidates = new ArrayList<>(named);
        List<String> parts = split == Split.NONE
                ? List.of("", "images", "data", "JPEGImages")
                : List.of(
                        "",
                        "images",
                        "images/" + split.label(),
                        split.label(),
                        split.label() + "/images",
                        split.label() + "/data",
                        "data",
                        "JPEGImages");
        parts.forEach(part -> candidates.add(folder.resolve(part)));
        return new ImageFinder(candidates.stream().filter(Files::isDirectory).toList());
    }

    /** Returns the image of a name, which may be a path. */
    public Optional<Path> find(String name) {
        for (Path folder : folders) {
            try {
                Path base = folder.toAbsolutePath().normalize();
                Path file = base.resolve(name).normalize();
                if (file.startsWith(base) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The size of an image after EXIF rotation, without decoding it. */
    public static Optional<ImageHeader> header(Path file) {
        try {
            return Optional.of(ImageHeader.read(file, ImageLimits.DEFAULT.maxBytes()));
        } catch (ImageRejectedException e) {
            return Optional.empty();
        }
    }

    public static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** The images below a folder, by their path in it with forward slashes, in order. */
    public static Map<String, Path> imagesBelow(Path folder) throws IOException {
        Map<String, Path> images = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(ImageFinder::isImage)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file ->
                            images.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return images;
    }
}
