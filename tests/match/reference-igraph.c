/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same dense assignment by igraph, for the benchmark only: reference-igraph FILE ROWS COLUMNS,
 * FILE with lines row,column,cost. Prints the seconds without reading, and the total.
 */

#include <igraph/igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  igraph_vector_int_t ends;
  igraph_vector_t costs;
  double dearest;
} Edges;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
read_edges (Edges *edges, const char *path, long rows)
{
  FILE *file = fopen (path, "r");
  long row, column, cost;

  if (!file)
    exit (1);
  igraph_vector_int_init (&edges->ends, 0);
  igraph_vector_init (&edges->costs, 0);
  while (fscanf (file, "%ld,%ld,%ld", &row, &column, &cost) == 3) {
    igraph_vector_int_push_back (&edges->ends, row);
    igraph_vector_int_push_back (&edges->ends, rows + column);
    igraph_vector_push_back (&edges->costs, (double) cost);
    if ((double) cost > edges->dearest)
      edges->dearest = (double) cost;
  }
  fclose (file);
}

int
main (int argc, char *argv[])
{
  long rows = argc > 3 ? atol (argv[2]) : 0;
  long columns = argc > 3 ? atol (argv[3]) : 0;
  Edges edges = { 0 };
  igraph_t graph;
  igraph_vector_bool_t types;
  igraph_vector_t weights;
  igraph_vector_int_t matching;
  igraph_integer_t size;
  igraph_real_t weight;
  double begin;

  if (argc < 4)
    return 2;
  read_edges (&edges, argv[1], rows);
  igraph_create (&graph, &edges.ends, rows + columns, IGRAPH_UNDIRECTED);
  igraph_vector_bool_init (&types, rows + columns);
  for (long node = rows; node < rows + columns; node++)
    VECTOR (types)[node] = 1;
  /* It looks for the greatest weight: what is saved against the dearest pair, and always a pair. */
  igraph_vector_init (&weights, igraph_vector_size (&edges.costs));
  for (long k = 0; k < igraph_vector_size (&weights); k++)
    VECTOR (weights)[k] = edges.dearest + 1 - VECTOR (edges.costs)[k];
  igraph_vector_int_init (&matching, 0);
  begin = now ();
  if (igraph_maximum_bipartite_matching (&graph, &types, &size, &weight, &matching, &weights, 0))
    return 1;
  printf ("{\"seconds\":%.6f,\"pairs\":%ld,\"total\":%.0f}\n", now () - begin, (long) size,
          (edges.dearest + 1) * (double) size - weight);
  return 0;
}
