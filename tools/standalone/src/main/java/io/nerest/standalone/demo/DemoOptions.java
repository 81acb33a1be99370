package io.nerest.standalone.demo;

import io.nerest.selection.round.TrainingStart;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Options of the demo.
 *
 * @param data YOLO data set to play; rendered streams if absent
 * @param rounds number of rounds after the first
 * @param initial frames labelled in the first round
 * @param batchSize frames labelled in every later round
 * @param sampleSize unlabelled frames that each round scores
 * @param strategy name of the selection strategy
 * @param epochs epochs of each training
 * @param stopEpochs cap on the epochs of all rounds together; 0 for none
 * @param startFrom which weights each training starts from
 * @param imgsz image size of training and scoring, a multiple of 32
 * @param seed random seed
 * @param out directory of the results
 * @param stack the services that the demo uses
 */
record DemoOptions(
        Optional<Path> data,
        int rounds,
        int initial,
        int batchSize,
        int sampleSize,
        String strategy,
        int epochs,
        int stopEpochs,
        TrainingStart startFrom,
        int imgsz,
        long seed,
        Path out,
        DemoStack stack) {}
