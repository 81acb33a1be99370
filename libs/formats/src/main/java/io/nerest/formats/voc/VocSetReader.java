package io.nerest.formats.voc;

import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.SplitFiles;
import io.nerest.system.TextFile;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads Pascal VOC: XML files in {@code Annotations}, images in {@code JPEGImages}, and splits in {@code
 * ImageSets/Main}; or a folder of XML files beside their images. Coordinates are used unchanged: VOC counts pixels from 1,
 * but most tools that write the format count from 0. Classes are those of {@code labelmap.txt}, which CVAT writes, and
 * else the names in the annotations, sorted.
 */
public final class VocSetReader implements AnnotationReader {

    private record Entry(String id, Optional<Path> xml, Optional<Path> image, Split split) {}

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        Path xmlFolder = Stream.of("Annotations", "annotations")
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder);
        Map<String, Path> xmls = new LinkedHashMap<>();
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.walk(xmlFolder)) {
                files.filter(file -> file.toString()
                                .toLowerCase(java.util.Locale.ROOT)
                                .endsWith(".xml"))
                        .sorted()
                        .forEach(file -> xmls.put(id(xmlFolder, file), file));
            }
        } else {
            xmls.put(id(xmlFolder, source), source);
        }
        if (xmls.isEmpty()) {
            throw new FormatException(source + ": holds no annotation *.xml");
        }
        Map<String, Split> splits = splits(folder);
        Map<String, Path> images = new LinkedHashMap<>();
        List<Path> folders = new ArrayList<>(imageFolders);
        folders.add(folder.resolve("JPEGImages"));
        folders.add(folder.resolve("jpegimages"));
        folders.add(folder.resolve("images"));
        folders.add(xmlFolder);
        for (Path place : folders) {
            if (Files.isDirectory(place)) {
                ImageFinder.imagesBelow(place)
                        .forEach((name, file) ->
                                images.putIfAbsent(io.nerest.formats.model.AnnotatedImage.stem(name), file));
            }
        }
        Set<String> ids = new LinkedHashSet<>(splits.keySet());
        ids.addAll(xmls.keySet());
        classes(folder, xmls, set);
        for (String id : ids) {
            add(
                    new Entry(
                            id,
                            Optional.ofNullable(xmls.get(id)),
                            Optional.ofNullable(images.get(id)),
                            splits.getOrDefault(id, Split.NONE)),
                    set);
        }
    }

    private static String id(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.length() - ".xml".length());
    }

    private static Map<String, Split> splits(Path folder) throws IOException {
        Map<String, Split> splits = new LinkedHashMap<>();
        for (Split split : List.of(Split.TRAIN, Split.VAL, Split.TEST)) {
            Path list = folder.resolve("ImageSets/Main/" + split.label() + ".txt");
            if (Files.isRegularFile(list)) {
                for (String line : TextFile.lines(list)) {
                    // VOC's lists by class have a second column; ids of CVAT may hold blanks.
                    String id = line.strip().replaceFirst("\\s+-?[01]$", "");
                    if (!id.isEmpty()) {
                        splits.putIfAbsent(id, split);
                    }
                }
            }
        }
        return splits;
    }

    private static void classes(Path folder, Map<String, Path> xmls, SetBuilder set) throws IOException {
        Path map = folder.resolve("labelmap.txt");
        if (Files.isRegularFile(map)) {
            for (String line : TextFile.lines(map)) {
                String name = line.split(":", 2)[0].strip();
                if (!name.isEmpty() && !name.startsWith("#") && !name.equals("background")) {
                    set.addClass(name);
                }
            }
            return;
        }
        Set<String> names = new TreeSet<>();
        for (Path xml : xmls.values()) {
            try {
                read(xml, set).objects().stream()
                        .map(VocDocument.Item::name)
                        .filter(name -> !name.isBlank())
                        .forEach(names::add);
            } catch (FormatException reportedLater) {
                // It is reported when the image is added.
            }
        }
        names.forEach(set::addClass);
    }

    private static VocDocument read(Path xml, SetBuilder set) throws IOException {
        return VocDocument.read(xml, set.limits().fileBytes(), set.limits().boxesPerImage());
    }

    private static void add(Entry entry, SetBuilder set) throws IOException {
        VocDocument document;
        String source = entry.xml().map(Path::toString).orElse(entry.id());
        try {
            document = entry.xml().isPresent() ? read(entry.xml().get(), set) : new VocDocument("", 0, 0, List.of());
        } catch (FormatException e) {
            set.report().rejected(source, String.valueOf(e.getMessage()));
            return;
        }
        Optional<ImageHeader> header = entry.image().flatMap(ImageFinder::header);
        ImageDraft draft = set.image(
                source,
                name(entry, document),
                entry.split(),
                header.map(ImageHeader::width).orElse(document.width()),
                header.map(ImageHeader::height).orElse(document.height()),
                entry.image());
        if (entry.xml().isEmpty()) {
            if (entry.image().isEmpty()) {
                draft.reject("is listed, but has neither an image nor an annotation");
            } else {
                draft.repaired("has no annotation; used as background");
            }
        }
        if (header.isPresent()
                && document.width() > 0
                && (document.width() != header.get().width()
                        || document.height() != header.get().height())) {
            draft.repaired("its annotation has %dx%d, but the image has %dx%d; the image's size is used"
                    .formatted(
                            document.width(),
                            document.height(),
                            header.get().width(),
                            header.get().height()));
        }
        for (VocDocument.Item object : document.objects()) {
            if (object.boxed()) {
                draft.pixels(
                        object.name(),
                        object.xmin(),
                        object.ymin(),
                        object.xmax() - object.xmin(),
                        object.ymax() - object.ymin(),
                        OptionalDouble.empty());
            } else {
                draft.reject("an object has no bndbox");
            }
        }
        draft.finish();
    }

    /** The id with the suffix of the image file, or else of the file that the annotation names. */
    private static String name(Entry entry, VocDocument document) {
        String file =
                entry.image().map(image -> String.valueOf(image.getFileName())).orElse(document.fileName());
        int dot = file.lastIndexOf('.');
        return entry.id() + (dot < 0 ? ".jpg" : file.substring(dot));
    }
}
