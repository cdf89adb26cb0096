/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same assignment by LEMON's network simplex, for the benchmark only: reference-lemon FILE ROWS
 * COLUMNS, FILE with lines row,column,cost; every row has to get a column. Prints the seconds of
 * the simplex itself, without reading and building, and the total.
 */

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>

using lemon::SmartDigraph;

int
main (int argc, char *argv[])
{
  SmartDigraph graph;
  std::vector<SmartDigraph::Node> nodes;
  std::vector<long> costs;
  FILE *file = argc > 3 ? std::fopen (argv[1], "r") : nullptr;
  long rows = file ? std::atol (argv[2]) : 0;
  long columns = file ? std::atol (argv[3]) : 0;
  long row, column, cost;

  if (!file)
    return 2;
  for (long k = 0; k < rows + columns; k++)
    nodes.push_back (graph.addNode ());
  while (std::fscanf (file, "%ld,%ld,%ld", &row, &column, &cost) == 3) {
    graph.addArc (nodes[row], nodes[rows + column]);
    costs.push_back (cost);
  }
  std::fclose (file);

  SmartDigraph::ArcMap<long> price (graph), upper (graph, 1);
  SmartDigraph::NodeMap<long> supply (graph, 0);

  for (SmartDigraph::ArcIt arc (graph); arc != lemon::INVALID; ++arc)
    price[arc] = costs[graph.id (arc)];
  for (long k = 0; k < rows + columns; k++)
    supply[nodes[k]] = k < rows ? 1 : -1;

  lemon::NetworkSimplex<SmartDigraph, long> simplex (graph);

  /* Every row gives one; a column takes at most one. */
  simplex.costMap (price).upperMap (upper).supplyMap (supply);

  auto begin = std::chrono::steady_clock::now ();
  auto result = simplex.run ();
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now () - begin;

  if (result != simplex.OPTIMAL)
    return 1;
  std::printf ("{\"seconds\":%.6f,\"total\":%ld}\n", seconds.count (), simplex.totalCost<long> ());
  return 0;
}
