package io.nerest.cli.base;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A public set of labelled images in a Git repository, at a fixed commit.
 *
 * @param name prefix of its images in the built set
 * @param repository {@code owner/name} on GitHub
 * @param commit from which files are read
 * @param folder of the set in the repository
 * @param splits subfolders with images, in the order in which they are read
 * @param fishClasses class indices of the set that are fish; boxes of others are left out
 * @param licence as the set declares it
 * @param attribution what to name when the data or a model trained on it is passed on
 * @param wanted whether a file name of the set is used
 */
record BaseSource(
        String name,
        String repository,
        String commit,
        String folder,
        List<String> splits,
        Set<Integer> fishClasses,
        String licence,
        String attribution,
        Predicate<String> wanted) {
    private static final Pattern FOUR_DIGITS = Pattern.compile("^\\d{4}_");
    private static final String CC_BY = "CC BY 4.0";

    /** Estuary clips; without the frames of DeepFish and fish4knowledge in the same folder, which judge the result. */
    static final BaseSource LUDERICK = new BaseSource(
            "luderick",
            "sarpakar/ReefFishCount-YOLO",
            "56902824a8cb7dbd5d71e32a784c0bcd9d566529",
            "Fish_Detection_Model/data",
            List.of("train", "valid", "test"),
            Set.of(0),
            CC_BY,
            "Annotated videos of luderick from estuaries in southeast Queensland, Australia (Global Wetlands Project,"
                    + " PANGAEA, doi 10.1594/PANGAEA.926930)",
            name -> name.contains("Luderick") && !FOUR_DIGITS.matcher(name).find());

    static final BaseSource AQUARIUM = new BaseSource(
            "aquarium",
            "sumit2011/underwater-object-detection",
            "eee4be3324cd019b9032bb13f22a756a77866503",
            "dataset/aquarium_pretrain",
            List.of("train", "valid", "test"),
            Set.of(0, 4, 6),
            CC_BY,
            "Aquarium Combined, Roboflow (public.roboflow.ai/object-detection/aquarium)",
            name -> true);

    static final BaseSource SHOAL = new BaseSource(
            "shoal",
            "nkwiecienn/FishDetectionWIthYOLO",
            "d184b7cf365a08c114760e5db6b435075729b273",
            "data",
            List.of("train", "valid"),
            Set.of(0),
            CC_BY,
            "others2, ticon random fishes, Roboflow Universe",
            name -> true);

    static final BaseSource TANK = new BaseSource(
            "tank",
            "theotherankit/underwater-fish-detection",
            "b986d2c7ddae1620ede33c55b1d9d5609148c287",
            "Dataset/RawDataset",
            List.of("train", "valid", "test"),
            Set.of(),
            CC_BY,
            "FISHAI raw data set, repository theotherankit/underwater-fish-detection (MIT)",
            name -> true);

    static final BaseSource HARD = new BaseSource(
            "hard",
            "shiwansh22/Aquatic-Animal-Detection",
            "ecbb673a69affd6b2f03762cb0958164b42113f1",
            "ml-core",
            List.of("train", "valid", "test"),
            Set.of(3, 7),
            CC_BY,
            "Tetra_marine, tetra, Roboflow Universe",
            name -> true);

    /** All sources in the order in which they are read. */
    static final List<BaseSource> ALL = List.of(LUDERICK, AQUARIUM, SHOAL, TANK, HARD);

    /** Returns the folder of the repository's Git objects below a folder of mirrors. */
    Path mirror(Path mirrors) {
        return mirrors.resolve(repository.replace('/', '+')).resolve("repo");
    }
}
