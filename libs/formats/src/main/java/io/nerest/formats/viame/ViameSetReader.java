package io.nerest.formats.viame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.nerest.formats.model.AnnotationReader;
import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.ImageDraft;
import io.nerest.formats.model.ImageFinder;
import io.nerest.formats.model.SetBuilder;
import io.nerest.formats.model.Split;
import io.nerest.formats.parse.AnnotationText;
import io.nerest.formats.parse.AnnotationXml;
import io.nerest.formats.parse.SplitFiles;
import io.nerest.system.TextFile;
import io.nerest.vision.image.ImageHeader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads VIAME's CSV: a row for each box with its image, edges in pixels, confidence, and pairs of species and confidence.
 * Since the format has no row for an image without boxes, the image list beside the file ({@code train.txt} of {@code
 * train.csv}) names all images. A confidence of 1 is an annotator's. Classes are those of {@code labels.txt}, or else of the
 * rows.
 */
public final class ViameSetReader implements AnnotationReader {
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private static final int IMAGE = 1;
    private static final int LEFT = 3;
    private static final int CONFIDENCE = 7;
    private static final int SPECIES = 9;

    private record Row(String species, double x1, double y1, double x2, double y2, double confidence) {}

    @Override
    public void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException {
        Path folder = Files.isDirectory(source) ? source : SplitFiles.folder(source);
        Path labels = folder.resolve("labels.txt");
        if (Files.isRegularFile(labels)) {
            TextFile.lines(labels).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(set::addClass);
        }
        for (Map.Entry<Path, Split> file : SplitFiles.of(source, ".csv").entrySet()) {
            Map<String, List<Row>> rows = new LinkedHashMap<>();
            Path list = file.getKey()
                    .resolveSibling(io.nerest.formats.model.AnnotatedImage.stem(
                                    String.valueOf(file.getKey().getFileName()))
                            + ".txt");
            if (Files.isRegularFile(list)) {
                TextFile.lines(list).stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> rows.put(name, new ArrayList<>(1)));
            }
            rows(file.getKey(), rows, set);
            ImageFinder finder = ImageFinder.around(folder, file.getValue(), imageFolders);
            for (Map.Entry<String, List<Row>> image : rows.entrySet()) {
                add(file.getKey(), file.getValue(), image.getKey(), image.getValue(), finder, set);
            }
        }
    }

    private static void rows(Path file, Map<String, List<Row>> rows, SetBuilder set) throws IOException {
        int count = 0;
        try (BufferedReader reader = AnnotationText.open(file, set.limits().fileBytes());
                MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(reader)) {
            while (lines.hasNext()) {
                String[] cells = lines.next();
                count++;
                if (cells.length <= CONFIDENCE || cells[IMAGE].isBlank()) {
                    throw new FormatException(
                            "%s: row %d has %d columns; VIAME's CSV has at least 9 and an image's name in the second"
                                    .formatted(file, count, cells.length));
                }
                if (count > set.limits().boxes()) {
                    throw new FormatException("%s: more than %,d boxes; split the data set, or raise --max-boxes"
                            .formatted(file, set.limits().boxes()));
                }
                rows.computeIfAbsent(cells[IMAGE], name -> new ArrayList<>(1)).add(row(cells));
            }
        } catch (JsonProcessingException e) {
            throw new FormatException(
                    "%s: row %d is not valid CSV: a quotation mark is not closed".formatted(file, count + 1), e);
        } catch (CharacterCodingException e) {
            throw AnnotationText.wrongEncoding(file, e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof CharacterCodingException wrong) {
                throw AnnotationText.wrongEncoding(file, wrong);
            }
            throw new FormatException("%s: row %d cannot be read as CSV".formatted(file, count + 1), e);
        }
    }

    /** Of the pairs of species and confidence, the most confident counts. */
    private static Row row(String[] cells) {
        String species = "";
        double confidence = AnnotationXml.number(cells[CONFIDENCE]);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = SPECIES; i + 1 < cells.length && !cells[i].startsWith("("); i += 2) {
            double own = AnnotationXml.number(cells[i + 1]);
            if (own > best) {
                best = own;
                species = cells[i];
                confidence = own;
            }
        }
        return new Row(
                species,
                AnnotationXml.number(cells[LEFT]),
                AnnotationXml.number(cells[LEFT + 1]),
                AnnotationXml.number(cells[LEFT + 2]),
                AnnotationXml.number(cells[LEFT + 3]),
                confidence);
    }

    private static void add(Path file, Split split, String name, List<Row> rows, ImageFinder finder, SetBuilder set)
            throws IOException {
        Optional<Path> image = finder.find(name);
        Optional<ImageHeader> header = image.flatMap(ImageFinder::header);
        ImageDraft draft = set.image(
                file.toString(),
                name,
                split,
                header.map(ImageHeader::width).orElse(0),
                header.map(ImageHeader::height).orElse(0),
                image);
        for (Row row : rows) {
            // VIAME writes -1 for no confidence, and 1 for boxes of annotators.
            boolean own = row.confidence() == 1 || row.confidence() == -1;
            draft.pixels(
                    row.species(),
                    row.x1(),
                    row.y1(),
                    row.x2() - row.x1(),
                    row.y2() - row.y1(),
                    own ? OptionalDouble.empty() : OptionalDouble.of(row.confidence()));
        }
        draft.finish();
    }
}
