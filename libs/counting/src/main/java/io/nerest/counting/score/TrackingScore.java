package io.nerest.counting.score;

/**
 * How well tracks agree with known tracks. NaN if there are neither known nor tracked boxes.
 *
 * @param mota multiple object tracking accuracy, at most 1, may be negative (Bernardin and Stiefelhagen 2008)
 * @param idf1 share of boxes with the right identity, 0 to 1 (Ristani et al. 2016)
 * @param hota higher order tracking accuracy, 0 to 1 (Luiten et al. 2021)
 * @param detA its detection accuracy, 0 to 1
 * @param assA its association accuracy, 0 to 1
 * @param missed known boxes without a tracked one
 * @param wrong tracked boxes without a known one
 * @param switches changes of a known object's track
 * @param known number of known boxes
 */
public record TrackingScore(
        double mota,
        double idf1,
        double hota,
        double detA,
        double assA,
        int missed,
        int wrong,
        int switches,
        int known) {}
