package io.nerest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    /** Frameworks and transports. Jackson's annotations are data, not behaviour: domain records may carry them. */
    private static final String[] FRAMEWORKS = {
        "jakarta..",
        "io.quarkus..",
        "org.hibernate..",
        "io.smallrye..",
        "org.eclipse.microprofile..",
        "org.apache.kafka..",
        "io.minio..",
        "com.fasterxml.jackson.databind..",
        "java.sql..",
        "ai.djl..",
        "org.bytedeco..",
        "picocli.."
    };

    private static final int MOST_LINES = 500;
    private static final Pattern TYPE = Pattern.compile(
            "^(public |abstract |final |sealed |non-sealed |strictfp )*(class|interface|record|enum|@interface) ");

    private static JavaClasses all = new com.tngtech.archunit.core.importer.ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void importClasses() {
        all = Repository.mainClasses();
        assertThat(all.size()).as("classes of all modules, built before").isGreaterThan(500);
    }

    @Test
    void noPackagesDependOnEachOtherInACycle() {
        slices().matching("io.nerest.(**)").should().beFreeOfCycles().check(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "scoring", "selector", "trainer", "console"})
    void aServiceDependsOnLibrariesAloneAndNoLibraryOnAService(String service) {
        classes()
                .that()
                .resideOutsideOfPackages("io.nerest." + service + "..", "io.nerest.benchmarks..")
                .should(notDependOn("io.nerest." + service + ".."))
                .check(all);
    }

    @Test
    void librariesDependOnNoTool() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nerest.system..",
                        "io.nerest.vision..",
                        "io.nerest.formats..",
                        "io.nerest.arguments..",
                        "io.nerest.contracts..",
                        "io.nerest.selection..",
                        "io.nerest.counting..",
                        "io.nerest.detector..",
                        "io.nerest.video..",
                        "io.nerest.training..",
                        "io.nerest.charts..",
                        "io.nerest.commandline..",
                        "io.nerest.service..",
                        "io.nerest.messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.nerest.cameras..",
                        "io.nerest.cli..",
                        "io.nerest.edge..",
                        "io.nerest.experiments..",
                        "io.nerest.simulator..",
                        "io.nerest.standalone..",
                        "io.nerest.platform..",
                        "io.nerest.testing..",
                        "io.nerest.benchmarks..")
                .check(all);
    }

    @Test
    void theDetectorIsLayered() {
        noClasses()
                .that()
                .resideInAPackage("io.nerest.detector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.nerest.training..", "io.nerest.cli..", "io.nerest.charts..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("io.nerest.training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.nerest.cli..", "io.nerest.charts..", "picocli..")
                .check(all);
    }

    @Test
    void videoIsDecodedInTheCommandLineAndInDecoderProcessesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.nerest.cli..", "io.nerest.video.decoder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco.javacv..", "org.bytedeco.ffmpeg..")
                .check(all);
    }

    @Test
    void theDecoderRunsInAProcessOfItsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.nerest.video.decoder..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nerest.video.decoder..")
                .check(all);
    }

    @Test
    void visionDependsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.nerest.vision..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.nerest.vision..", "java..", "org.jspecify..", "com.drew..")
                .check(all);
    }

    @Test
    void formatsDependOnNeitherTheDetectorNorTraining() {
        noClasses()
                .that()
                .resideInAPackage("io.nerest.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.nerest.detector..", "io.nerest.training..", "ai.djl..", "org.bytedeco..")
                .check(all);
    }

    @Test
    void domainCodeImportsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.nerest.vision..",
                        "io.nerest.arguments..",
                        "io.nerest.selection..",
                        "io.nerest.counting..",
                        "io.nerest.selector.campaign..",
                        "io.nerest.selector.round..",
                        "io.nerest.trainer.job.state..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(all);
    }

    @Test
    void contractsAreDataWithoutServices() {
        noClasses()
                .that()
                .resideInAPackage("io.nerest.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "org.apache.kafka..", "io.minio..")
                .check(all);
    }

    @Test
    void noClassNameOccursTwice() {
        Map<String, List<Path>> byName = Repository.javaFiles().stream()
                .collect(Collectors.groupingBy(file -> String.valueOf(file.getFileName())));
        byName.remove("package-info.java");
        byName.values().removeIf(files -> files.size() == 1);
        assertThat(byName.values()).as("names of more than one file").isEmpty();
    }

    @Test
    void noClassHasAGenericName() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Facts")
                .check(all);
    }

    @Test
    void everyTypeAndPackageIsDescribedAndNoFileIsLong() {
        assertThat(Repository.javaFiles()).allSatisfy(file -> {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).as("%s: lines", file).hasSizeLessThanOrEqualTo(MOST_LINES);
            if (file.toString().contains("/src/main/")) {
                assertThat(beforeTheType(lines))
                        .as("%s: text before the type", file)
                        .anyMatch(line -> line.startsWith("/**"));
            }
        });
    }

    private static List<String> beforeTheType(List<String> lines) {
        return lines.stream().takeWhile(line -> !TYPE.matcher(line).find()).toList();
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> notDependOn(String packages) {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat(DescribedPredicate.describe(
                        "reside in " + packages,
                        target -> com.tngtech.archunit.core.domain.PackageMatcher.of(packages)
                                .matches(target.getPackageName()))));
    }
}
