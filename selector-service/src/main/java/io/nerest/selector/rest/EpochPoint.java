package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.Losses;
import io.nerest.contracts.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * A finished epoch of a campaign.
 *
 * @param epoch its number in the training of its round, from 1
 * @param totalEpoch its number over all rounds, from 1: the axis on which campaigns are compared
 * @param labels frames with human labels in the round's data set
 * @param losses on the training set
 * @param validationLosses on the validation set; absent if the epoch was not validated
 * @param metrics on the validation set; absent if the epoch was not validated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EpochPoint(
        int round,
        int epoch,
        int totalEpoch,
        int labels,
        @Nullable Losses losses,
        @Nullable Losses validationLosses,
        @Nullable Metrics metrics) {}
