package io.nerest.training.dataset;

import io.nerest.formats.model.Split;
import io.nerest.system.FileProblem;
import io.nerest.system.TextFile;
import io.nerest.system.UnreadableTextException;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads Pascal VOC's layout: {@code ImageSets/Main/train.txt} and {@code val.txt} name images of {@code JPEGImages},
 * each with an XML file in {@code Annotations}. Coordinates are used unchanged: VOC counts pixels from 1, but most
 * tools that write the format count from 0.
 */
final class VocReader {
    private final Path folder;
    private final ItemReader items;
    private final DatasetFindings findings;

    VocReader(Path folder, ItemReader items, DatasetFindings findings) {
        this.folder = folder;
        this.items = items;
        this.findings = findings;
    }

    private record Annotated(Path image, ImageHeader header, List<VocObject> objects) {}

    DatasetReader.Contents read(Split evaluated) throws DatasetException {
        Set<String> trainIds = ids("train");
        Set<String> valIds = ids(evaluated.label());
        List<Annotated> train = annotated(trainIds);
        List<Annotated> val = annotated(valIds);
        List<String> names = classNames(train, val);
        findings.note("coordinates are used unchanged, without VOC's offset of one pixel");
        reportOrphanLabels();
        return new DatasetReader.Contents(names, items(train, names), items(val, names));
    }

    private Set<String> ids(String split) throws DatasetException {
        Path list = folder.resolve("ImageSets").resolve("Main").resolve(split + ".txt");
        Set<String> ids = new LinkedHashSet<>();
        try {
            for (String line : TextFile.lines(list)) {
                // VOC's lists by class hold a second column, 1, -1, or 0
                String id = line.strip().split("\\s+", 2)[0];
                if (!id.isEmpty() && !ids.add(id)) {
                    findings.found(DatasetProblem.LISTED_TWICE, list + ": " + id);
                }
            }
        } catch (UnreadableTextException e) {
            throw new DatasetException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new DatasetException(
                    "%s cannot be read: %s; a VOC data set needs it".formatted(list, FileProblem.reason(e)), e);
        }
        return ids;
    }

    private List<Annotated> annotated(Set<String> ids) {
        List<Annotated> annotated = new ArrayList<>();
        for (String id : ids) {
            Path image = image(id);
            Optional<ImageHeader> header = items.header(image);
            if (header.isEmpty()) {
                continue;
            }
            Path xml = folder.resolve("Annotations").resolve(id + ".xml");
            Optional<List<VocObject>> objects = Optional.of(List.of());
            if (Files.isRegularFile(xml)) {
                objects = VocAnnotation.read(xml, findings);
            } else {
                findings.found(DatasetProblem.MISSING_LABEL, image.toString());
            }
            objects.ifPresent(found -> annotated.add(new Annotated(image, header.get(), found)));
        }
        return annotated;
    }

    private Path image(String id) {
        Path images = folder.resolve("JPEGImages");
        for (String suffix : List.of(".jpg", ".jpeg", ".png", ".JPG")) {
            if (Files.exists(images.resolve(id + suffix))) {
                return images.resolve(id + suffix);
            }
        }
        return images.resolve(id + ".jpg");
    }

    private List<String> classNames(List<Annotated> train, List<Annotated> val) throws DatasetException {
        Set<String> found = new TreeSet<>();
        Stream.concat(train.stream(), val.stream())
                .flatMap(annotated -> annotated.objects().stream())
                .forEach(object -> found.add(object.name()));
        if (found.isEmpty()) {
            throw new DatasetException(folder + ": no annotation holds an object, so there are no classes");
        }
        findings.note("classes are the names in the annotations, sorted: " + found);
        return List.copyOf(found);
    }

    private List<DatasetItem> items(List<Annotated> annotated, List<String> names) {
        List<DatasetItem> result = new ArrayList<>();
        for (Annotated a : annotated) {
            List<LabelledBox> boxes = new ArrayList<>();
            for (VocObject o : a.objects()) {
                boxes.add(items.box(a.image(), a.header(), names.indexOf(o.name()), o.x1(), o.y1(), o.x2(), o.y2()));
            }
            result.add(items.item(a.image(), a.header(), boxes));
        }
        return result;
    }

    private void reportOrphanLabels() throws DatasetException {
        try (Stream<Path> annotations = Files.list(folder.resolve("Annotations"))) {
            for (Path annotation : annotations.sorted().toList()) {
                String name = String.valueOf(annotation.getFileName());
                if (name.endsWith(".xml") && !Files.exists(image(name.substring(0, name.length() - 4)))) {
                    findings.found(DatasetProblem.LABEL_WITHOUT_IMAGE, annotation.toString());
                }
            }
        } catch (IOException e) {
            throw new DatasetException("%s cannot be listed: %s".formatted(folder, FileProblem.reason(e)), e);
        }
    }
}
