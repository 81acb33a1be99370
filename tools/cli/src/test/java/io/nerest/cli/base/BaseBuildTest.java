package io.nerest.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.cli.Detect;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a Git repository to a training set, with a repository of a few images. */
class BaseBuildTest {
    @TempDir
    private Path folder;

    private Path server;

    @BeforeEach
    void makeServer() throws Exception {
        server = folder.resolve("server/owner/fish");
        Files.createDirectories(server);
        git("init", "--quiet");
    }

    @Test
    void aRepositoryIsFetchedAtItsCommitAndOnlyWantedFilesAreExtracted() throws Exception {
        image("set/train/images/04C1_Luderick_1-mov_5fps_000001_jpg.rf.0a.jpg", 0, "0 .5 .5 .2 .2\n");
        image("set/train/images/7434_Luderick_x_jpg.rf.0b.jpg", 1, "0 .5 .5 .2 .2\n");
        image("set/train/images/123_png.rf.0c.jpg", 2, "");
        BaseSource source = source("luderick", commit(), BaseSource.LUDERICK.fishClasses());
        git("rm", "--quiet", "-r", "set");
        commit();

        Path extracted = fetched(source);

        assertThat(names(extracted.resolve("train/images")))
                .containsExactly("04C1_Luderick_1-mov_5fps_000001_jpg.rf.0a.jpg");
        assertThat(names(extracted.resolve("train/labels")))
                .containsExactly("04C1_Luderick_1-mov_5fps_000001_jpg.rf.0a.txt");
    }

    /** The list of the files at the end of the archive is longer than the buffer of a pipe. */
    @Test
    void aLongArchiveIsReadToItsEnd() throws Exception {
        Path labels = Files.createDirectories(server.resolve("set/train/labels"));
        for (int i = 0; i < 900; i++) {
            Files.createFile(labels.resolve("%s%d.txt".formatted("a".repeat(100), i)));
        }

        Path extracted = fetched(source("hard", commit(), Set.of(0)));

        assertThat(names(extracted.resolve("train/labels"))).hasSize(900);
    }

    @Test
    void aClipGivesAtMostThirtyImagesEvenlySpread() throws Exception {
        for (int i = 0; i < 60; i++) {
            image("set/train/images/A_Luderick_1-mov_5fps_%06d_jpg.rf.%d.jpg".formatted(i, i), i, "");
        }
        image("set/train/images/B_Luderick_2-mov_5fps_000007_jpg.rf.x.jpg", 7, "");
        BaseSource source = source("luderick", commit(), Set.of(0));

        List<SourceImage> images = SourceImages.of(source, fetched(source));

        assertThat(images).hasSize(31);
        assertThat(images.get(1).name()).isEqualTo("A_Luderick_1-mov_5fps_000002");
        assertThat(images.get(1).clip()).isEqualTo("A_Luderick_1");
        assertThat(images.get(30).clip()).isEqualTo("B_Luderick_2");
    }

    @Test
    void boxesOfFishAreKeptAndPolygonsBecomeBoxes() throws Exception {
        image("set/train/images/a_jpg.rf.0.jpg", 0, "3 .5 .5 .2 .2\n4 .1 .1 .1 .1\n7 .2 .2 .6 .2 .4 .8\n");
        BaseSource source = source("hard", commit(), Set.of(3, 7));

        List<SourceImage> images = SourceImages.of(source, fetched(source));

        assertThat(images).hasSize(1);
        assertThat(images.get(0).boxes().get(0)).containsExactly(.5, .5, .2, .2);
        assertThat(images.get(0).boxes().get(1))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(.4, .5, .4, .6);
    }

    @Test
    void cocoBoxesAreNormalisedAndAugmentedCopiesOfAnImageAreLeftOut() throws Exception {
        image("set/train/Catla1_png.rf.aa.jpg", 0, null);
        image("set/train/Catla1_png.rf.bb.jpg", 1, null);
        Files.writeString(
                server.resolve("set/train/_annotations.coco.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"Catla1_png.rf.aa.jpg\",\"width\":200,\"height\":100},"
                        + "{\"id\":2,\"file_name\":\"Catla1_png.rf.bb.jpg\",\"width\":200,\"height\":100}],"
                        + "\"annotations\":[{\"image_id\":1,\"bbox\":[20,10,40,\"50\"]},{\"image_id\":1,\"bbox\":[5,5,0,9]}]}");
        BaseSource source = source("tank", commit(), Set.of());

        List<SourceImage> images = SourceImages.of(source, fetched(source));

        assertThat(images).hasSize(1);
        assertThat(images.get(0).name()).isEqualTo("Catla1_png");
        assertThat(images.get(0).boxes()).hasSize(1);
        assertThat(images.get(0).boxes().get(0)).containsExactly(.2, .35, .2, .5);
    }

    @Test
    void nearCopiesAreLeftOutAndEveryImageHasItsOrigin() throws Exception {
        image("set/train/images/a_jpg.rf.0.jpg", 0, "0 .5 .5 .2 .2\n");
        image("set/train/images/b_jpg.rf.1.jpg", 0, "0 .5 .5 .2 .2\n");
        image("set/train/images/c_jpg.rf.2.jpg", 5, "");
        BaseSource source = source("shoal", commit(), Set.of(0));
        BaseSet set = new BaseSet(folder.resolve("set"), folder.resolve("raw"));

        List<Boolean> added = new ArrayList<>();
        for (SourceImage image : SourceImages.of(source, fetched(source))) {
            added.add(set.add(image));
        }
        set.finish(List.of(folder.resolve("other.jpg")));

        assertThat(added).containsExactly(true, false, true);
        assertThat(Files.readString(folder.resolve("set/labels/shoal_a_jpg.txt")))
                .isEqualTo("0 0.500000 0.500000 0.200000 0.200000\n");
        List<String> manifest = Files.readAllLines(folder.resolve("set/manifest.csv"));
        assertThat(manifest).hasSize(3);
        assertThat(manifest.get(0))
                .isEqualTo("file,split,kind,source,clip,boxes,repository,commit,path,sha256,licence");
        assertThat(manifest.get(1))
                .contains("shoal_a_jpg.jpg", source.commit(), "shoal/train/images/a_jpg.rf.0.jpg", "CC BY 4.0")
                .containsPattern("[0-9a-f]{64}");
        assertThat(Files.readString(folder.resolve("set/train.txt"))).endsWith("/other.jpg\n");
        assertThat(Files.readString(folder.resolve("set/ATTRIBUTION.txt"))).contains("Roboflow", "PANGAEA");
    }

    @Test
    void clipsAreSplitByAHashOfTheirName() {
        assertThat(BaseSet.isVal("luderick", "04C1_Luderick_3")).isTrue();
        assertThat(BaseSet.isVal("luderick", "04C1_Luderick_1")).isFalse();
        assertThat(BaseSet.isVal("shoal", "random642_png")).isFalse();
        assertThat(BaseSet.isVal("tank", "Catla111_png")).isTrue();
        assertThat(BaseSet.isVal("aquarium", "test")).isTrue();
        assertThat(BaseSet.isVal("aquarium", "train")).isFalse();
    }

    @Test
    void aMissingMirrorOrCommitIsReported() throws Exception {
        image("set/train/images/a_jpg.rf.0.jpg", 0, "");
        commit();
        BaseSource unknown = source("shoal", "0123456789012345678901234567890123456789", Set.of(0));
        StringWriter err = new StringWriter();

        int exit = Detect.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "base",
                "build",
                "--mirror=" + folder.resolve("none"),
                "--raw=" + folder.resolve("raw"),
                "--out=" + folder.resolve("set"));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("run './nerest detect base fetch' first");
        assertThatThrownBy(() -> new SourceMirror(unknown, folder.resolve("mirror")).fetch(address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("git fetch failed for owner/fish at 0123456789");
    }

    private Path fetched(BaseSource source) throws Exception {
        SourceMirror mirror = new SourceMirror(source, folder.resolve("mirror"));
        assertThat(mirror.exists()).isFalse();
        mirror.fetch(address());
        assertThat(mirror.exists()).isTrue();
        return mirror.extract(folder.resolve("raw"));
    }

    private String address() {
        return "file://" + folder.resolve("server") + "/";
    }

    private static BaseSource source(String name, String commit, Set<Integer> fish) {
        return new BaseSource(
                name,
                "owner/fish",
                commit,
                "set",
                List.of("train"),
                fish,
                "CC BY 4.0",
                "a test",
                name.equals("luderick") ? BaseSource.LUDERICK.wanted() : file -> true);
    }

    /** Draws an image that differs by its number, with labels beside it unless they are null. */
    private void image(String path, int number, @Nullable String labels) throws IOException {
        Path file = server.resolve(path);
        Files.createDirectories(file.getParent());
        try (DecodedImage image = DecodedImage.filled(64, 48, 90);
                Point from = new Point(5 + number * 11 % 50, 4 + number * 7 % 36);
                Point to = new Point(number * 29 % 64, number * 37 % 48);
                Scalar colour = Scalar.all(250 - number * 3 % 100)) {
            opencv_imgproc.rectangle(image.mat(), from, to, colour, 9, opencv_imgproc.LINE_8, 0);
            ImageEncoder.write(image, file);
        }
        if (labels != null) {
            Path text = file.resolveSibling(
                            "../labels/" + file.getFileName().toString().replaceAll("\\.jpg$", ".txt"))
                    .normalize();
            Files.createDirectories(text.getParent());
            Files.writeString(text, labels);
        }
    }

    private String commit() throws Exception {
        git("add", "--all");
        git(
                "-c",
                "user.name=test",
                "-c",
                "user.email=test@example.org",
                "commit",
                "--quiet",
                "--allow-empty",
                "-m",
                "x");
        return git("rev-parse", "HEAD").strip();
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(server.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
